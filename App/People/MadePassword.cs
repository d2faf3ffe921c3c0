using System.Security.Cryptography;

namespace Review.App.People;

/// <summary>Passwords that are made and not chosen.</summary>
internal static class MadePassword
{
    // Without letters and digits that look alike; 20 of 54 characters are 115 bits.
    public static string Next() => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789", 20);
}

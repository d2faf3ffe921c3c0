using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace Review.Data.Db;

/// <summary>AES-256-GCM under a key that is not in the database; what was changed there does not open.</summary>
internal sealed class CookieKeySecret(byte[] key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <returns>Nonce, tag and ciphertext.</returns>
    public byte[] Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var closed = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(closed.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(closed.AsSpan(0, NonceBytes), plain, closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes));
        return closed;
    }

    /// <exception cref="CryptographicException">It was sealed under another key, or changed since.</exception>
    public string Open(byte[] closed)
    {
        if (closed.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("The cookie key in the database is cut off.");
        }

        var plain = new byte[closed.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(closed.AsSpan(0, NonceBytes), closed.AsSpan(NonceBytes + TagBytes), closed.AsSpan(NonceBytes, TagBytes), plain);
        return Encoding.UTF8.GetString(plain);
    }
}

internal sealed class CookieKeyEncryptor(CookieKeySecret secret) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement("sealed", Convert.ToBase64String(secret.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting)))),
            typeof(CookieKeyDecryptor)
        );
}

/// <remarks>Its full name stands beside every key in the database: under another one, everybody signs in anew.</remarks>
internal sealed class CookieKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<CookieKeySecret>().Open(Convert.FromBase64String(encryptedElement.Value)));
}

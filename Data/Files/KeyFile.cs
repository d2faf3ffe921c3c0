using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Review.Domain;

namespace Review.Data.Files;

/// <summary>
/// The secret that lies beside the database and never in it, so that a dump alone signs nobody in: a file of the data folder that the first
/// start makes, or the one that <c>REVIEW_KEY_FILE</c> names.
/// </summary>
internal static class KeyFile
{
    private const string Setting = "REVIEW_KEY_FILE";
    private const int Bytes = 32;

    public static string PathOf(IConfiguration settings) =>
        settings[Setting] is { Length: > 0 } named ? named : Path.Combine(DataFolder.Of(settings), "key");

    /// <returns>32 bytes for the one purpose.</returns>
    /// <exception cref="StartException">There is no such file, or too little in it; the message says what to do.</exception>
    public static byte[] Derive(IConfiguration settings, string purpose)
    {
        var path = PathOf(settings);
        if (settings[Setting] is not { Length: > 0 })
        {
            Make(path);
        }

        var secret = Read(path);
        return secret.Length >= Bytes
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, Bytes, info: Encoding.UTF8.GetBytes(purpose))
            : throw new StartException(
                $"The key file {path} holds less than {Bytes} bytes. Make one: (umask 077; head -c {Bytes} /dev/urandom | base64 > {path})"
            );
    }

    // Written beside its place, and moved there whole: of two processes that start at once, the second finds the first one's.
    private static void Make(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Environment.ProcessId}";
        using (
            var file = new FileStream(
                beside,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            )
        )
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) + "\n"));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetBytes(File.ReadAllText(path).Trim());
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new StartException(
                $"The key file {path} cannot be read: {missing.Message} {Setting} names it; without that setting, one is made in the "
                    + "data folder.",
                missing
            );
        }
    }
}

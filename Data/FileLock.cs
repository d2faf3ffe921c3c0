namespace Review.Data;

/// <summary>
/// Locks between processes by <c>flock</c>, which .NET takes for every open file; the kernel frees them however a process ends.
/// </summary>
internal static class FileLock
{
    // EWOULDBLOCK, as .NET hands it on for a file that somebody else has locked.
    private const int WouldBlock = 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Whoever may open a file may lock it: nobody but the folder's user may, or anybody on the machine could hold up every start.
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Waits until nobody else has the file.</summary>
    public static async Task<FileStream> Exclusive(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryExclusive(path) is { } held)
            {
                return held;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <returns>Null while somebody else has the file, alone or shared.</returns>
    public static FileStream? TryExclusive(string path) => TryOpen(path, FileShare.None);

    /// <summary>Shares the file with the others that share it; nobody may have it alone at that moment.</summary>
    public static FileStream Shared(string path) =>
        TryOpen(path, FileShare.Read) ?? throw new IOException($"{path} is locked by another process.");

    private static FileStream? TryOpen(string path, FileShare share)
    {
        try
        {
            return new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Read,
                    Share = share,
                    BufferSize = 0,
                    UnixCreateMode = Closed,
                }
            );
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}

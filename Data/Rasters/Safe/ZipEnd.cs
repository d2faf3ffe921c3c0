using System.Buffers.Binary;

namespace Review.Data.Rasters.Safe;

/// <summary>The end of a zip, which says where its list of entries (the central directory) begins.</summary>
/// <remarks>APPNOTE.TXT of PKWARE, 4.3.14 to 4.3.16.</remarks>
internal static class ZipEnd
{
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int LongEndBytes = 56;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>The earliest place that a reader may take for the start of the list.</summary>
    /// <exception cref="InvalidDataException">It is no zip, or cut off.</exception>
    public static long StartOfList(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, EndBytes + LongestComment)];
        zip.Position = zip.Length - tail.Length;
        zip.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < EndBytes)
        {
            throw new InvalidDataException("There is no end of a zip.");
        }

        var start = (long)BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
        return LongStart(zip, zip.Length - tail.Length + at - LocatorBytes) is { } other ? Math.Min(start, other) : start;
    }

    // Of a zip with more than 4 GB or 65,535 entries.
    private static long? LongStart(Stream zip, long locator)
    {
        if (locator < 0)
        {
            return null;
        }

        Span<byte> found = stackalloc byte[LongEndBytes];
        zip.Position = locator;
        zip.ReadExactly(found[..LocatorBytes]);
        if (!found.StartsWith("PK\x06\x07"u8))
        {
            return null;
        }

        var end = BinaryPrimitives.ReadInt64LittleEndian(found[8..]);
        if (end < 0 || end > zip.Length - LongEndBytes)
        {
            throw new InvalidDataException("The end of the zip lies outside of it.");
        }

        zip.Position = end;
        zip.ReadExactly(found);
        var start = BinaryPrimitives.ReadInt64LittleEndian(found[48..]);
        return start >= 0 && start <= zip.Length ? start : throw new InvalidDataException("The list of the zip lies outside of it.");
    }
}

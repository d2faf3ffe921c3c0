using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Review.Data.Rasters;

/// <summary>Writes shades of grey as PNG: 8 bits, 0 is transparent.</summary>
internal static class GreyPng
{
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[][] CrcTables = Tables();

    /// <param name="shades">Row-major; 0 where nothing is to be seen.</param>
    public static byte[] Encode(ReadOnlySpan<byte> shades, int width, int height)
    {
        var body = new MemoryStream(Math.Max(shades.Length / 2, 512));
        body.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        // Depth, colour type grey; usual compression, filter, no interlace.
        header[8] = 8;
        Chunk(body, "IHDR"u8, header);
        Chunk(body, "tRNS"u8, [0, 0]);
        Chunk(body, "IDAT"u8, Deflated(shades, width, height));
        Chunk(body, "IEND"u8, []);
        return body.ToArray();
    }

    // Unfiltered: speckle compresses no better for any filter, and the page is waiting.
    private static ReadOnlySpan<byte> Deflated(ReadOnlySpan<byte> shades, int width, int height)
    {
        var length = (width + 1) * height;
        var lines = ArrayPool<byte>.Shared.Rent(length);
        var output = new MemoryStream(Math.Max(shades.Length / 2, 256));
        for (var y = 0; y < height; y++)
        {
            lines[y * (width + 1)] = 0;
            shades.Slice(y * width, width).CopyTo(lines.AsSpan((y * (width + 1)) + 1));
        }

        using (var deflate = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(lines, 0, length);
        }

        ArrayPool<byte>.Shared.Return(lines);

        return output.GetBuffer().AsSpan(0, (int)output.Length);
    }

    private static void Chunk(MemoryStream body, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        body.Write(number);
        var start = (int)body.Position;
        body.Write(name);
        body.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body.GetBuffer().AsSpan(start, (int)body.Position - start)));
        body.Write(number);
    }

    // Eight bytes at a time (the tables of Kounavis and Berry, "slicing by 8").
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        while (data.Length >= 8)
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(data);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc =
                CrcTables[7][low & 0xFF]
                ^ CrcTables[6][(low >> 8) & 0xFF]
                ^ CrcTables[5][(low >> 16) & 0xFF]
                ^ CrcTables[4][low >> 24]
                ^ CrcTables[3][high & 0xFF]
                ^ CrcTables[2][(high >> 8) & 0xFF]
                ^ CrcTables[1][(high >> 16) & 0xFF]
                ^ CrcTables[0][high >> 24];
            data = data[8..];
        }

        foreach (var one in data)
        {
            crc = CrcTables[0][(crc ^ one) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[][] Tables()
    {
        const uint polynomial = 0xEDB88320;
        var tables = new uint[8][];
        for (var table = 0; table < tables.Length; table++)
        {
            tables[table] = new uint[256];
            for (uint index = 0; index < 256; index++)
            {
                var crc = table == 0 ? index : tables[table - 1][index];
                for (var bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ polynomial : crc >> 1;
                }

                tables[table][index] = crc;
            }
        }

        return tables;
    }
}

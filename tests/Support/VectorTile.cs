using System.Text;

namespace Review.Tests.Support;

/// <summary>Reads a Mapbox vector tile, version 2, as far as the tests look at one.</summary>
internal sealed class VectorTile
{
    private readonly List<Layer> layers = [];

    public VectorTile(byte[] bytes)
    {
        foreach (var (field, value) in Fields(bytes))
        {
            if (field == 3)
            {
                layers.Add(new Layer((byte[])value));
            }
        }
    }

    public IEnumerable<string> Names => layers.Select(layer => layer.Name);

    /// <returns>The features of a layer; none when the tile has no such layer.</returns>
    public IReadOnlyList<Feature> this[string name] => layers.FirstOrDefault(layer => layer.Name == name)?.Features ?? [];

    public Layer Of(string name) => layers.Single(layer => layer.Name == name);

    private static IEnumerable<(int Field, object Value)> Fields(byte[] bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var tag = Varint(bytes, ref at);
            yield return (
                (int)(tag >> 3),
                (tag & 7) switch
                {
                    0 => Varint(bytes, ref at),
                    1 => BitConverter.ToDouble(Take(bytes, ref at, 8)),
                    2 => Take(bytes, ref at, (int)Varint(bytes, ref at)),
                    5 => BitConverter.ToSingle(Take(bytes, ref at, 4)),
                    var other => throw new InvalidDataException($"There is no wire type {other}."),
                }
            );
        }
    }

    private static byte[] Take(byte[] bytes, ref int at, int count) => bytes[at..(at += count)];

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static List<uint> Packed(byte[] bytes)
    {
        var values = new List<uint>();
        var at = 0;
        while (at < bytes.Length)
        {
            values.Add((uint)Varint(bytes, ref at));
        }

        return values;
    }

    internal sealed class Layer
    {
        public Layer(byte[] bytes)
        {
            var keys = new List<string>();
            var values = new List<object>();
            var features = new List<byte[]>();
            foreach (var (field, value) in Fields(bytes))
            {
                switch (field)
                {
                    case 1:
                        Name = Encoding.UTF8.GetString((byte[])value);
                        break;
                    case 2:
                        features.Add((byte[])value);
                        break;
                    case 3:
                        keys.Add(Encoding.UTF8.GetString((byte[])value));
                        break;
                    case 4:
                        values.Add(Value((byte[])value));
                        break;
                    case 5:
                        Extent = (int)(ulong)value;
                        break;
                    case 15:
                        Version = (int)(ulong)value;
                        break;
                    default:
                        break;
                }
            }

            Features = [.. features.Select(feature => new Feature(feature, keys, values))];
        }

        public string Name { get; } = "";

        public int Extent { get; } = 4096;

        public int Version { get; } = 1;

        public IReadOnlyList<Feature> Features { get; }

        private static object Value(byte[] bytes)
        {
            var (field, value) = Fields(bytes).Single();
            return field switch
            {
                1 => Encoding.UTF8.GetString((byte[])value),
                6 => ((long)((ulong)value >> 1)) ^ -(long)((ulong)value & 1),
                7 => (ulong)value == 1,
                4 or 5 => (long)(ulong)value,
                _ => value,
            };
        }
    }

    internal sealed class Feature
    {
        private readonly Dictionary<string, object> properties = [];

        public Feature(byte[] bytes, List<string> keys, List<object> values)
        {
            foreach (var (field, value) in Fields(bytes))
            {
                switch (field)
                {
                    case 1:
                        Id = (long)(ulong)value;
                        break;
                    case 2:
                        var tags = Packed((byte[])value);
                        for (var i = 0; i < tags.Count; i += 2)
                        {
                            properties[keys[(int)tags[i]]] = values[(int)tags[i + 1]];
                        }

                        break;
                    case 3:
                        Kind = (int)(ulong)value;
                        break;
                    case 4:
                        Points = Decode(Packed((byte[])value));
                        break;
                    default:
                        break;
                }
            }
        }

        public long Id { get; }

        /// <summary>1 point, 2 line, 3 polygon.</summary>
        public int Kind { get; }

        public IReadOnlyList<(int X, int Y)> Points { get; } = [];

        public object this[string property] => properties[property];

        private static List<(int X, int Y)> Decode(List<uint> commands)
        {
            var points = new List<(int X, int Y)>();
            var (x, y) = (0, 0);
            var i = 0;
            while (i < commands.Count)
            {
                var (command, count) = (commands[i] & 7, commands[i++] >> 3);
                for (; command != 7 && count > 0; count--)
                {
                    x += (int)(commands[i] >> 1) ^ -(int)(commands[i++] & 1);
                    y += (int)(commands[i] >> 1) ^ -(int)(commands[i++] & 1);
                    points.Add((x, y));
                }
            }

            return points;
        }
    }
}

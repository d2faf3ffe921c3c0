using System.Runtime.InteropServices;
using System.Text;

namespace Review.Bench;

/// <summary>Writes small ONNX models, byte by byte: convolutions with given weights, for benches and tests. No model is shipped.</summary>
/// <remarks>Protocol buffers by hand (onnx.proto3: ModelProto, GraphProto, NodeProto, TensorProto, ValueInfoProto); opset 13.</remarks>
internal static class OnnxModelFile
{
    /// <param name="Weights">Outputs × inputs × kernel × kernel.</param>
    /// <param name="Relu">Is it followed by a rectifier?</param>
    public sealed record Layer(int Inputs, int Outputs, int Kernel, float[] Weights, float[] Bias, bool Relu);

    /// <summary>Random weights that keep numbers at their size; the same seed makes the same layer.</summary>
    public static Layer Random(int inputs, int outputs, int kernel, bool relu, int seed)
    {
        var random = new Random(seed);
        var scale = Math.Sqrt(6.0 / (inputs * kernel * kernel));
        return new Layer(
            inputs,
            outputs,
            kernel,
            [.. Enumerable.Range(0, outputs * inputs * kernel * kernel).Select(_ => (float)(((random.NextDouble() * 2) - 1) * scale))],
            new float[outputs],
            relu
        );
    }

    public static byte[] Write(IReadOnlyList<Layer> layers, int size)
    {
        var graph = new Message();
        var name = "input";
        for (var i = 0; i < layers.Count; i++)
        {
            var isLast = i == layers.Count - 1;
            var convolved = isLast && !layers[i].Relu ? "output" : $"conv{i}";
            graph.Bytes(1, Convolution(layers[i], i, name, convolved));
            name = convolved;
            if (layers[i].Relu)
            {
                name = isLast ? "output" : $"relu{i}";
                graph.Bytes(1, new Message().Text(1, convolved).Text(2, name).Text(4, "Relu"));
            }
        }

        graph.Text(2, "graph");
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            graph.Bytes(5, Tensor($"weights{i}", [layer.Outputs, layer.Inputs, layer.Kernel, layer.Kernel], layer.Weights));
            graph.Bytes(5, Tensor($"bias{i}", [layer.Outputs], layer.Bias));
        }

        graph.Bytes(11, Value("input", [1, layers[0].Inputs, size, size]));
        graph.Bytes(12, Value("output", [1, layers[^1].Outputs, size, size]));
        return new Message().Number(1, 8).Bytes(7, graph).Bytes(8, new Message().Text(1, "").Number(2, 13)).ToArray();
    }

    private static Message Convolution(Layer layer, int number, string input, string output)
    {
        var pad = layer.Kernel / 2;
        return new Message()
            .Text(1, input)
            .Text(1, $"weights{number}")
            .Text(1, $"bias{number}")
            .Text(2, output)
            .Text(4, "Conv")
            .Bytes(5, Integers("kernel_shape", [layer.Kernel, layer.Kernel]))
            .Bytes(5, Integers("pads", [pad, pad, pad, pad]));
    }

    // Attribute type 7: a list of integers.
    private static Message Integers(string name, long[] values)
    {
        var attribute = new Message().Text(1, name);
        foreach (var value in values)
        {
            attribute.Number(8, value);
        }

        return attribute.Number(20, 7);
    }

    // Data type 1: float.
    private static Message Tensor(string name, long[] shape, float[] values)
    {
        var tensor = new Message();
        foreach (var size in shape)
        {
            tensor.Number(1, size);
        }

        return tensor.Number(2, 1).Text(8, name).Raw(9, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static Message Value(string name, long[] shape)
    {
        var dimensions = new Message();
        foreach (var size in shape)
        {
            dimensions.Bytes(1, new Message().Number(1, size));
        }

        return new Message().Text(1, name).Bytes(2, new Message().Bytes(1, new Message().Number(1, 1).Bytes(2, dimensions)));
    }

    private sealed class Message
    {
        private readonly List<byte> bytes = [];

        public Message Number(int field, long value)
        {
            Varint((uint)field << 3);
            Varint((ulong)value);
            return this;
        }

        public Message Raw(int field, ReadOnlySpan<byte> value)
        {
            Varint(((uint)field << 3) | 2);
            Varint((ulong)value.Length);
            bytes.AddRange(value);
            return this;
        }

        public Message Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

        public Message Bytes(int field, Message value) => Raw(field, value.ToArray());

        public byte[] ToArray() => [.. bytes];

        private void Varint(ulong value)
        {
            while (value >= 0x80)
            {
                bytes.Add((byte)(value | 0x80));
                value >>= 7;
            }

            bytes.Add((byte)value);
        }
    }
}

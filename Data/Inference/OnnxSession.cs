using Microsoft.ML.OnnxRuntime;

namespace Review.Data.Inference;

/// <summary>A model with one input and one output of floats, loaded once; one thread may use it at a time.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly string input;
    private readonly string output;

    /// <exception cref="OnnxException">ONNX Runtime refuses the file.</exception>
    public OnnxSession(string path)
    {
        try
        {
            using var options = Options();
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException refused)
        {
            throw new OnnxException(refused);
        }

        input = session.InputNames is [var taken, ..] ? taken : "";
        output = session.OutputNames is [var given, ..] ? given : "";
    }

    /// <summary>Of the library in use.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <returns>What it takes, -1 where a size is open.</returns>
    /// <exception cref="OnnxException">It has several inputs or outputs, or what is no tensor of floats.</exception>
    public int[] InputShape()
    {
        Only(session.OutputMetadata, "output");
        return Only(session.InputMetadata, "input").Dimensions;
    }

    /// <exception cref="OnnxException">ONNX Runtime refuses the numbers, or fails; or what comes out is no float.</exception>
    public (float[] Values, long[] Shape) Run(float[] values, long[] shape)
    {
        try
        {
            using var given = OrtValue.CreateTensorValueFromMemory(values, shape);
            using var options = new RunOptions();
            using var answers = session.Run(options, [input], [given], [output]);
            var answer = answers[0];
            return (answer.GetTensorDataAsSpan<float>().ToArray(), answer.GetTensorTypeAndShape().Shape);
        }
        catch (OnnxRuntimeException refused)
        {
            throw new OnnxException(refused);
        }
    }

    public void Dispose() => session.Dispose();

    // Cores are used by several sessions side by side. Errors reach the caller as exceptions anyway.
    private static SessionOptions Options() =>
        new()
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };

    private static NodeMetadata Only(IReadOnlyDictionary<string, NodeMetadata> nodes, string what) =>
        nodes.Count != 1 ? throw new OnnxException($"it has {nodes.Count} {what}s, and one is expected")
        : nodes.Values.First() is { IsTensor: true } only && only.ElementType == typeof(float) ? only
        : throw new OnnxException($"its {what} is no tensor of floats");
}

/// <summary>A model cannot be used; the message says why, in one line.</summary>
internal sealed class OnnxException : Exception
{
    public OnnxException(string reason)
        : base(reason) { }

    public OnnxException(OnnxRuntimeException refused)
        : base(refused.Message.ReplaceLineEndings(" "), refused) { }
}

using System.Runtime.InteropServices;
using Review.Domain.Decisions;

namespace Review.Data.Inference;

/// <summary>The functions of ONNX Runtime's C API that are used, by their place in its table (onnxruntime_c_api.h; the order is part of its ABI).</summary>
internal sealed unsafe class OnnxRuntime
{
    private const int ApiVersion = 14;
    private static readonly Lazy<OnnxRuntime> Loaded = new(Load);
    private readonly void** api;

    private OnnxRuntime(void** api, string version)
    {
        this.api = api;
        Version = version;
        nint environment;
        fixed (byte* name = "slick-review\0"u8)
        {
            // 3: errors only; they reach the caller as a status anyway.
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)api[3])(3, name, &environment));
        }

        Environment = environment;
    }

    /// <exception cref="RuleBrokenException">The library is not there, or too old.</exception>
    public static OnnxRuntime Instance => Loaded.Value;

    public string Version { get; }

    /// <summary>One for the process, for as long as it lives.</summary>
    public nint Environment { get; }

    public void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        var sentence = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<nint, byte*>)api[2])(status)) ?? "no reason given";
        ((delegate* unmanaged<nint, void>)api[93])(status);
        throw new OnnxException(sentence.ReplaceLineEndings(" "));
    }

    public OnnxOptions CreateOptions(int threads)
    {
        nint options;
        Check(((delegate* unmanaged<nint*, nint>)api[10])(&options));
        var handle = new OnnxOptions(options);
        Check(((delegate* unmanaged<nint, int, nint>)api[24])(options, threads));
        Check(((delegate* unmanaged<nint, int, nint>)api[25])(options, 1));
        Check(((delegate* unmanaged<nint, int, nint>)api[23])(options, 99));
        return handle;
    }

    public OnnxSessionHandle CreateSession(string path, OnnxOptions options)
    {
        nint session;
        var text = Marshal.StringToCoTaskMemUTF8(path);
        try
        {
            Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)api[7])(Environment, text, options.DangerousGetHandle(), &session));
            return new OnnxSessionHandle(session);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>Name, element type (1 is float) and shape of the only input or output; -1 where the shape is open.</summary>
    public (string Name, int ElementType, long[] Shape) Describe(OnnxSessionHandle session, bool input)
    {
        nuint count;
        Check(((delegate* unmanaged<nint, nuint*, nint>)api[input ? 30 : 31])(session.DangerousGetHandle(), &count));
        if (count != 1)
        {
            throw new OnnxException($"it has {count} {(input ? "inputs" : "outputs")}, and one is expected");
        }

        nint allocator;
        byte* name;
        Check(((delegate* unmanaged<nint*, nint>)api[78])(&allocator));
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)api[input ? 36 : 37])(session.DangerousGetHandle(), 0, allocator, &name));
        var text = Marshal.PtrToStringUTF8((nint)name)!;
        Check(((delegate* unmanaged<nint, void*, nint>)api[76])(allocator, name));
        nint type;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)api[input ? 33 : 34])(session.DangerousGetHandle(), 0, &type));
        try
        {
            nint tensor;
            Check(((delegate* unmanaged<nint, nint*, nint>)api[55])(type, &tensor));
            return tensor == 0 ? throw new OnnxException("it takes or gives something else than a tensor") : (text, ElementType(tensor), Shape(tensor));
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)api[98])(type);
        }
    }

    /// <summary>Runs one float tensor through a session.</summary>
    /// <returns>The output's numbers and shape.</returns>
    public (float[] Values, long[] Shape) Run(OnnxSessionHandle session, string inputName, string outputName, float[] input, long[] shape)
    {
        var (inputText, outputText) = (Marshal.StringToCoTaskMemUTF8(inputName), Marshal.StringToCoTaskMemUTF8(outputName));
        try
        {
            fixed (float* data = input)
            fixed (long* dimensions = shape)
            {
                nint memory;
                Check(((delegate* unmanaged<int, int, nint*, nint>)api[69])(1, 0, &memory));
                using var memoryHandle = new OnnxMemory(memory);
                nint value;
                Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)api[49])(memory, data, (nuint)input.Length * sizeof(float), dimensions, (nuint)shape.Length, 1, &value));
                using var inputHandle = new OnnxValue(value);
                nint output = 0;
                Check(((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)api[9])(session.DangerousGetHandle(), 0, &inputText, &value, 1, &outputText, 1, &output));
                using var outputHandle = new OnnxValue(output);
                return Numbers(output);
            }
        }
        finally
        {
            Marshal.FreeCoTaskMem(inputText);
            Marshal.FreeCoTaskMem(outputText);
        }
    }

    internal static void Release(int function, nint handle)
    {
        if (Loaded.IsValueCreated)
        {
            ((delegate* unmanaged<nint, void>)Loaded.Value.api[function])(handle);
        }
    }

    private (float[] Values, long[] Shape) Numbers(nint value)
    {
        nint info;
        Check(((delegate* unmanaged<nint, nint*, nint>)api[65])(value, &info));
        try
        {
            var (type, shape) = (ElementType(info), Shape(info));
            if (type != 1)
            {
                throw new OnnxException("its output is not float");
            }

            float* numbers;
            Check(((delegate* unmanaged<nint, void**, nint>)api[51])(value, (void**)&numbers));
            return (new ReadOnlySpan<float>(numbers, checked((int)shape.Aggregate(1L, (product, size) => product * size))).ToArray(), shape);
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)api[99])(info);
        }
    }

    private int ElementType(nint tensor)
    {
        int type;
        Check(((delegate* unmanaged<nint, int*, nint>)api[60])(tensor, &type));
        return type;
    }

    private long[] Shape(nint tensor)
    {
        nuint rank;
        Check(((delegate* unmanaged<nint, nuint*, nint>)api[61])(tensor, &rank));
        var shape = new long[rank];
        fixed (long* sizes = shape)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)api[62])(tensor, sizes, rank));
        }

        return shape;
    }

    private static OnnxRuntime Load()
    {
        string[] places = [Path.Combine(AppContext.BaseDirectory, "native", "libonnxruntime.so.1"), "libonnxruntime.so.1", "libonnxruntime.so"];
        foreach (var place in places)
        {
            if (NativeLibrary.TryLoad(place, out var library) && NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var export))
            {
                var start = (void**)((delegate* unmanaged<nint>)export)();
                var api = (void**)((delegate* unmanaged<uint, nint>)start[0])(ApiVersion);
                var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)start[1])()) ?? "?";
                return api is null
                    ? throw new RuleBrokenException("model", $"ONNX Runtime {version} is too old for models. Install 1.14 or later.")
                    : new OnnxRuntime(api, version);
            }
        }

        throw new RuleBrokenException("model", "ONNX Runtime's library (libonnxruntime.so.1) is missing. ./run and ./review fetch it; or use the detector dark-spot, which needs none.");
    }
}

/// <summary>ONNX Runtime refused something; the message is its own.</summary>
internal sealed class OnnxException(string reason) : Exception(reason);

internal abstract class OnnxHandle : SafeHandle
{
    private readonly int release;

    /// <param name="release">Place of the function that releases it.</param>
    protected OnnxHandle(nint handle, int release)
        : base(0, ownsHandle: true)
    {
        this.release = release;
        SetHandle(handle);
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OnnxRuntime.Release(release, handle);
        return true;
    }
}

internal sealed class OnnxOptions(nint handle) : OnnxHandle(handle, 100);

internal sealed class OnnxSessionHandle(nint handle) : OnnxHandle(handle, 95);

internal sealed class OnnxMemory(nint handle) : OnnxHandle(handle, 94);

internal sealed class OnnxValue(nint handle) : OnnxHandle(handle, 96);

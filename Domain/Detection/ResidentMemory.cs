using System.Runtime;
using System.Runtime.InteropServices;

namespace Review.Domain.Detection;

/// <summary>
/// Gives memory back to the system after work that took much of it and will not come again soon: the process has a page to serve, on a
/// machine with others.
/// </summary>
public static class ResidentMemory
{
    private delegate int Trim(nuint keep);

    private static readonly Trim? TrimNative =
        NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var address)
            ? Marshal.GetDelegateForFunctionPointer<Trim>(address)
            : null;

    /// <summary>Stops every thread for some tens of milliseconds. What other threads still use is left alone.</summary>
    public static void GiveBack()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // What GDAL and model runtimes have freed stays in the allocator otherwise. Other C libraries than glibc have no such thing, and
        // need none.
        TrimNative?.Invoke(0);
    }
}

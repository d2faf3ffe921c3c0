using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Review.Domain.Detection;

namespace Review.Tests.Detecting;

/// <summary>What a detection took goes back to the system.</summary>
public sealed class ResidentMemoryTests
{
    private const int Arrays = 300;
    private const int Bytes = 1 << 20;

    [Fact]
    public void Large_arrays_and_freed_native_memory_do_not_stay_with_the_process()
    {
        Use();
        var used = Environment.WorkingSet;

        ResidentMemory.GiveBack();

        (used - Environment.WorkingSet).ShouldBeGreaterThan(Arrays * (long)Bytes);
    }

    // Half of it managed and half of it native, written to, and let go.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Use()
    {
        var arrays = Enumerable.Range(0, Arrays).Select(_ => new byte[Bytes]).ToList();
        arrays.ForEach(array => Array.Fill(array, (byte)1));
        var blocks = Enumerable.Range(0, Arrays * 16).Select(_ => Marshal.AllocHGlobal(Bytes / 16)).ToList();
        blocks.ForEach(block => Marshal.Copy(arrays[0], 0, block, Bytes / 16));
        blocks.ForEach(Marshal.FreeHGlobal);
    }
}

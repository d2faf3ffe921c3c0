using Review.Domain;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>What tests of where images lie share.</summary>
public abstract class Places : IAsyncLifetime
{
    private protected readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    private protected static void ShouldBeNear(double within, params (double Is, double Expected)[] numbers)
    {
        foreach (var (number, expected) in numbers)
        {
            number.ShouldBe(expected, within);
        }
    }

    private protected string Refusal(string path, GeoBox? bounds = null) =>
        Should.Throw<RuleBrokenException>(() => images.Files().Open(path, bounds).Dispose()).Message;
}

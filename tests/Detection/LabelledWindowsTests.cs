using Microsoft.Extensions.Configuration;
using Review.App.Cli;
using Review.Bench;
using Review.Data.Inference;
using Review.Data.Rasters;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary><c>bench detect --labelled</c>: windows that people have labelled, as files.</summary>
public sealed class LabelledWindowsTests : IAsyncLifetime
{
    private const int Size = 128;
    private readonly Images files = new();
    private readonly StringWriter output = new();
    private readonly Random speckle = new(5);
    private readonly Verdict verdict;

    public LabelledWindowsTests() => verdict = new Verdict(output);

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(files.PathOf("images"));
        Directory.CreateDirectory(files.PathOf("masks"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => files.DisposeAsync();

    [Fact]
    public async Task A_window_with_a_mask_and_one_without_are_counted_apart()
    {
        Grey("images/oil.png", Size, (column, row) => (byte)((IsOil(column, row) ? 40 : 110) + Grain()));
        Grey("masks/oil.png", Size, (column, row) => IsOil(column, row) ? (byte)255 : (byte)0);
        Grey("images/sea.png", Size, (_, _) => (byte)(110 + Grain()));

        Measure();

        output.ToString().ShouldContain("2 labelled windows");
        output.ToString().ShouldContain("1 with slicks: mean AUC 1.000");
        output.ToString().ShouldContain("in 0 nothing of the slick was marked");
        output.ToString().ShouldContain("1 without: 0 were marked");
        (await verdict.Say()).ShouldBe(0);
    }

    [Fact]
    public async Task A_slick_that_nobody_can_see_breaks_the_limits_and_says_which()
    {
        Grey("images/oil.png", Size, (_, _) => (byte)(110 + Grain()));
        Grey("masks/oil.png", Size, (column, row) => IsOil(column, row) ? (byte)255 : (byte)0);

        Measure();

        (await verdict.Say()).ShouldBe(1);
        output.ToString().ShouldContain("mean IoU of the windows: 0.00, asked at least 0.50");
    }

    [Fact]
    public void A_mask_of_another_size_is_named()
    {
        Grey("images/oil.png", Size, (_, _) => 100);
        Grey("masks/oil.png", Size / 2, (_, _) => 0);

        Should.Throw<CommandException>(Measure).Message.ShouldContain("oil.png has 128 × 128 pixels, and its mask has 4096");
    }

    [Fact]
    public void A_folder_without_images_is_told_what_belongs_there() =>
        Should.Throw<CommandException>(Measure).Message.ShouldContain("images/NAME.png");

    private void Measure() =>
        new WindowsBench(
            files.Files(),
            new Detectors(new ConfigurationBuilder().Build(), "nowhere"),
            files.Folder,
            verdict,
            output
        ).Labelled(files.Folder, TestContext.Current.CancellationToken);

    private static bool IsOil(int column, int row) => column is > 30 and < 90 && row is > 50 and < 75;

    private int Grain() => speckle.Next(-20, 21);

    private void Grey(string name, int size, Func<int, int, byte> value) =>
        File.WriteAllBytes(
            files.PathOf(name),
            GreyPng.Encode([.. Enumerable.Range(0, size * size).Select(i => value(i % size, i / size))], size, size)
        );
}

using System.Diagnostics;
using System.IO.Compression;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Rasters;

/// <summary>What killed processes leave is deleted; what living ones work on is not.</summary>
public sealed class LeftoverTests : IAsyncLifetime
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString("N"))];
    private readonly Images images = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => images.DisposeAsync();

    [Fact]
    public void Half_written_files_of_nobody_are_deleted()
    {
        Age(
            images.Bytes($"scene-1.tif.{Ids[1]}.draft", [1]),
            images.Bytes($"scene-1.tif.{Ids[1]}.part", [1]),
            images.Bytes($"scene-2.tif.{Ids[2]}.part", [1])
        );

        (images.Files().Sweep(images.Folder), Left()).ShouldBe((3, ""));
    }

    [Fact]
    public void Other_files_stay()
    {
        Age(
            images.Bytes("scene-1.tif", [1]),
            images.Bytes("notes.txt", [1]),
            images.Bytes("photo.tif.part", [1]),
            images.Bytes("letter.draft", [1])
        );
        Directory.SetLastWriteTimeUtc(Directory.CreateDirectory(images.PathOf("unpacked-photos")).FullName, DateTime.UtcNow.AddHours(-1));

        (images.Files().Sweep(images.Folder), Left()).ShouldBe((0, "letter.draft notes.txt photo.tif.part scene-1.tif"));
        Directory.Exists(images.PathOf("unpacked-photos")).ShouldBeTrue();
    }

    [Fact]
    public void A_file_of_just_now_stays()
    {
        images.Bytes($"scene-1.tif.{Ids[1]}.draft", [1]);

        images.Files().Sweep(images.Folder).ShouldBe(0);
    }

    [Fact]
    public void What_is_being_written_stays_and_is_finished()
    {
        using (
            var writer = images
                .Files()
                .Create(
                    images.PathOf("new.tif"),
                    new RasterLayout(new GeoBox(0, 0, 1, 1), 4, 4, ["VV"], RasterType.Real32, double.NaN, PixelUnit.Sigma0)
                )
        )
        {
            Age(Directory.GetFiles(images.Folder));

            images.Files().Sweep(images.Folder).ShouldBe(0);
            writer.Write(0, 0, 0, 4, 4, new float[16]);
            writer.Complete();
        }

        Left().ShouldBe("new.tif");
    }

    [Fact]
    public async Task What_another_process_writes_stays_until_that_is_killed()
    {
        var draft = images.Bytes($"scene-1.tif.{Ids[1]}.draft", [1]);
        Age(draft, images.Bytes($"scene-1.tif.{Ids[1]}.part", [1]));
        using var other = Process.Start("flock", ["--no-fork", "--exclusive", draft, "sleep", "60"]);
        while (File.ReadAllText($"/proc/{other.Id}/comm").Trim() != "sleep")
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        images.Files().Sweep(images.Folder).ShouldBe(0);

        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        images.Files().Sweep(images.Folder).ShouldBe(2);
    }

    [Fact]
    public void A_zip_that_is_being_read_stays_unpacked()
    {
        ZipFile.CreateFromDirectory(images.Safe(), images.PathOf("product.zip"), CompressionLevel.Fastest, includeBaseDirectory: true);
        using var pixels = images.Files().Open(images.PathOf("product.zip"));
        pixels.ReadStored(0, 1_000_000, TestContext.Current.CancellationToken);
        var unpacked = Directory.GetDirectories(images.Folder, "unpacked-*", SearchOption.AllDirectories).Single();
        Directory.SetLastWriteTimeUtc(unpacked, DateTime.UtcNow.AddHours(-1));

        images.Files().Sweep(Path.GetDirectoryName(unpacked)!).ShouldBe(0);
    }

    [Fact]
    public void What_a_killed_process_unpacked_is_deleted()
    {
        var unpacked = Directory.CreateDirectory(images.PathOf($"unpacked-{Ids[1]}"));
        File.WriteAllBytes(Path.Combine(unpacked.FullName, "0.tiff"), [1]);
        File.WriteAllBytes(Path.Combine(unpacked.FullName, "lock"), []);
        Directory.SetLastWriteTimeUtc(unpacked.FullName, DateTime.UtcNow.AddHours(-1));

        images.Files().Sweep(images.Folder).ShouldBe(1);
        unpacked.Refresh();
        unpacked.Exists.ShouldBeFalse();
    }

    private static void Age(params string[] files)
    {
        foreach (var file in files)
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        }
    }

    private string Left() => string.Join(' ', Directory.GetFiles(images.Folder).Select(Path.GetFileName).Order());
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Review.Bench;
using Review.Data.Inference;
using Review.Domain;
using Review.Domain.Detection;
using Review.Domain.Scenes;
using Review.Tests.Support;

namespace Review.Tests.Detecting;

/// <summary>A tiny model, written here, goes the whole way through ONNX Runtime; cards that do not fit are refused.</summary>
public sealed class OnnxTests : IAsyncLifetime
{
    private const int Size = 32;
    private readonly string folder = TemporaryFolder.Create();

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync() => await TemporaryFolder.Remove(folder);

    [Fact]
    public void The_model_answers_with_what_its_weights_say()
    {
        WriteModel();
        WriteCard();
        using var detector = Open();

        var answer = detector.Detect(Window(10, 40), TestContext.Current.CancellationToken);

        // Logits: the sea has 0, the slick 20 - 1 × the pixel.
        answer.Planes.Count.ShouldBe(1);
        answer.Planes[0][0].ShouldBe(Sigmoid(10), 1e-5f);
        answer.Planes[0][^1].ShouldBe(Sigmoid(-20), 1e-5f);
        answer.ModelSeconds.ShouldNotBeNull();
    }

    [Fact]
    public void A_scene_goes_through_it_from_pixels_to_outlines()
    {
        WriteModel();
        WriteCard();
        var pixels = new float[100 * 100];
        Array.Fill(pixels, 40);
        for (var row = 30; row < 50; row++)
        {
            pixels.AsSpan((row * 100) + 30, 20).Fill(10);
        }

        using var detector = Open();
        using var scene = new ArrayPixels(new GeoBox(10, 40, 11, 41), 100, 100, pixels);
        var outcome = DetectScene.Run(
            scene,
            detector,
            new DetectionSettings(),
            LandMask.OpenSea,
            null,
            TestContext.Current.CancellationToken
        );

        var detection = outcome.Detections.ShouldHaveSingleItem();
        detection.Class.ShouldBe(4);
        detection.Outline.Area.ShouldBe(0.04, 0.002);
        outcome.Stages.Select(stage => stage.Stage).ShouldContain("run");
    }

    [Fact]
    public void The_known_answer_of_the_card_is_checked()
    {
        WriteModel();
        File.WriteAllBytes(Path.Combine(folder, "in.f32"), new byte[Size * Size * 4]);
        File.WriteAllBytes(
            Path.Combine(folder, "out.f32"),
            MemoryMarshal
                .AsBytes<float>([.. Enumerable.Repeat(Sigmoid(-20), Size * Size), .. Enumerable.Repeat(Sigmoid(20), Size * Size)])
                .ToArray()
        );
        WriteCard(""","sample":{"input":"in.f32","output":"out.f32","tolerance":0.001}""");

        using (Open()) { }

        File.WriteAllBytes(Path.Combine(folder, "out.f32"), new byte[2 * Size * Size * 4]);
        Refusal().ShouldContain("other probabilities than the known ones");
    }

    [Fact]
    public void A_card_of_another_size_does_not_match()
    {
        WriteModel(size: 64);
        WriteCard();

        Refusal().ShouldContain("takes 1×1×64×64, and the card says 1×1×32×32");
    }

    [Fact]
    public void A_card_with_a_class_beyond_the_models_channels_does_not_match()
    {
        WriteModel();
        WriteCard(classes: """{"7":4}""");

        Refusal().ShouldContain("does not hold the card's classes");
    }

    [Fact]
    public void A_card_with_a_class_that_slicks_do_not_have_is_refused()
    {
        WriteModel();
        WriteCard(classes: """{"1":400}""");

        Refusal().ShouldContain("classes");
    }

    [Fact]
    public void Another_file_under_the_cards_name_is_refused()
    {
        WriteModel();
        WriteCard($$""","sha256":"{{Convert.ToHexString(SHA256.HashData([1]))}}" """);

        Refusal().ShouldContain("another SHA-256");
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "tiny.onnx"), "no model");
        WriteCard();

        Refusal().ShouldContain("not a model that can be run");
    }

    [Fact]
    public void A_model_that_is_cut_off_is_refused()
    {
        WriteModel();
        var file = Path.Combine(folder, "tiny.onnx");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^40]);
        WriteCard();

        var sentence = Refusal();
        sentence.ShouldContain("not a model that can be run");
        sentence.ShouldNotContain("\n");
    }

    [Fact]
    public void A_card_that_asks_for_more_memory_and_threads_than_there_are_gets_what_there_is()
    {
        WriteModel();
        WriteCard(""","limits":{"memoryMb":2000000000,"sessions":10000}""");
        using var detector = Open();

        detector.Card.Parallelism.ShouldBeInRange(1, Environment.ProcessorCount);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(100, 0)]
    [InlineData(-5, -5)]
    public void A_card_whose_limits_allow_nothing_is_refused(int memoryMb, int sessions)
    {
        WriteModel();
        WriteCard($$""","limits":{"memoryMb":{{memoryMb}},"sessions":{{sessions}}}""");

        Refusal().ShouldContain("limits");
    }

    [Fact]
    public void A_model_that_is_not_there_is_refused()
    {
        WriteCard();

        Refusal().ShouldContain("there is no file tiny.onnx");
    }

    [Fact]
    public void A_card_that_is_not_JSON_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "tiny.json"), "{");

        Refusal().ShouldContain("The model card tiny.json cannot be used");
    }

    [Fact]
    public void A_model_without_a_card_is_named_in_the_refusal() =>
        Should
            .Throw<RuleBrokenException>(() => Detectors().Open("none"))
            .Message.ShouldContain("There is no model none. There is dark-spot");

    [Fact]
    public void Probabilities_that_are_no_numbers_are_refused()
    {
        WriteModel(weight: float.NaN);
        WriteCard();
        using var detector = Open();
        using var scene = new ArrayPixels(new GeoBox(10, 40, 11, 41), Size, Size, new float[Size * Size]);

        Should
            .Throw<RuleBrokenException>(() =>
                DetectScene.Run(scene, detector, new DetectionSettings(), LandMask.OpenSea, null, TestContext.Current.CancellationToken)
            )
            .Message.ShouldContain("NaN");
    }

    [Fact]
    public void Pixels_in_a_unit_that_cannot_be_turned_into_the_models_are_refused()
    {
        WriteModel();
        WriteCard(unit: "sigma0");
        using var detector = Open();

        Should
            .Throw<RuleBrokenException>(() => detector.Detect(Window(1, 1), TestContext.Current.CancellationToken))
            .Message.ShouldContain("Amplitude");
    }

    [Fact]
    public void Several_threads_may_ask_at_once()
    {
        WriteModel();
        WriteCard();
        using var detector = Open();

        Parallel.For(0, 40, i => detector.Detect(Window(i, i), CancellationToken.None).Planes[0][0].ShouldBe(Sigmoid(20 - i), 1e-5f));
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    // The first half of the window has one number, the second another.
    private static PixelWindow Window(float first, float second) =>
        new(
            new GeoBox(0, 0, 1, 1),
            Size,
            Size,
            40,
            PixelUnit.Amplitude,
            [
                [.. Enumerable.Range(0, Size * Size).Select(i => i < Size * Size / 2 ? first : second)],
            ]
        );

    private void WriteModel(int size = Size, float weight = -1) =>
        File.WriteAllBytes(
            Path.Combine(folder, "tiny.onnx"),
            OnnxModelFile.Write([new OnnxModelFile.Layer(1, 2, 1, [0, weight], [0, 20], Relu: false)], size)
        );

    private void WriteCard(string more = "", string classes = """{"1":4}""", string unit = "amplitude") =>
        File.WriteAllText(
            Path.Combine(folder, "tiny.json"),
            $$"""
            {"kind":"onnx","name":"tiny","version":"1","licence":"CC0-1.0","file":"tiny.onnx",
             "input":{"size":{{Size}},"bands":["VV"],"unit":"{{unit}}","mean":[0],"std":[1]},"output":{"activation":"softmax"},"classes":{{classes}}{{more}}}
            """
        );

    private Detectors Detectors() => new(new ConfigurationBuilder().Build(), folder);

    private IDetector Open() => Detectors().Open("tiny");

    private string Refusal() => Should.Throw<RuleBrokenException>(() => Open().Dispose()).Message;
}

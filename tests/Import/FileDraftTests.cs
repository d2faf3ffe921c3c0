using System.Text;
using Review.App.Import;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.Tests.Import;

/// <summary>What a person is asked about a file of detections, and what comes of the answers.</summary>
public sealed class FileDraftTests
{
    private const string Ring = """{"type":"Polygon","coordinates":[[[10,50],[10.1,50],[10.1,50.1],[10,50]]]}""";

    [Fact]
    public void The_usual_properties_are_recognised()
    {
        var draft = Given("""{"inf_idx":1,"machine_confidence":0.5}""", """{"inf_idx":2,"machine_confidence":0.9}""");

        draft.ClassProperty.ShouldBe("inf_idx");
        draft.ConfidenceProperty.ShouldBe("machine_confidence");
        draft
            .Read()
            .Counts.ShouldBe(new Dictionary<int, int> { [SlickClass.InfrastructureId] = 1, [SlickClass.NaturalId] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void Values_that_name_classes_are_taken_for_them_and_others_are_asked_for()
    {
        var draft = Given("""{"type":"NATURAL","score":0.5}""", """{"type":"oil","score":0.9}""");

        draft.ClassProperty.ShouldBe("type");
        draft.ConfidenceProperty.ShouldBe("score");
        draft.Open.ShouldBe(["oil"]);
        Should.Throw<RuleBrokenException>(() => draft.Read()).Message.ShouldBe("Say which class type oil stands for.");

        draft.Classes["oil"] = SlickClass.VesselId;
        draft.Read().Counts[SlickClass.VesselId].ShouldBe(1);
    }

    [Fact]
    public void Without_a_class_they_are_what_a_person_says()
    {
        var draft = Given("""{"area":3}""", "{}");

        draft.ClassProperty.ShouldBeNull();
        draft.Read().Counts.ShouldBe(new Dictionary<int, int> { [SlickClass.AmbiguousId] = 2 });
    }

    [Fact]
    public void A_feature_without_the_property_is_asked_about()
    {
        var draft = Given("""{"class":"NATURAL"}""", "{}");

        Should.Throw<RuleBrokenException>(() => draft.Read()).Message.ShouldContain("Feature 1");
        draft.Unclassified = SlickClass.AmbiguousId;

        draft.Read().Counts.Count.ShouldBe(2);
    }

    [Fact]
    public void Two_hundred_properties_are_looked_at_and_no_more()
    {
        var many = string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"p{i}\":{i}"));

        Given($"{{{many}}}").Properties.All.Count.ShouldBe(FeatureProperties.MostProperties);
    }

    [Fact]
    public void A_file_that_is_called_like_its_product_is_of_that_scene() =>
        FileDraft
            .Of("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF.geojson", Text(Feature("{}")))
            .Scene.ShouldBe("S1A_IW_GRDH_1SDV_20200729T034859_20200729T034924_033664_03E6D3_93EF");

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""")]
    [InlineData("""{"a":1}""")]
    public void What_is_no_file_of_detections_is_refused(string text) =>
        Should.Throw<RuleBrokenException>(() => FileDraft.Of("x.geojson", Encoding.UTF8.GetBytes(text))).Message.ShouldNotBeEmpty();

    [Fact]
    public void A_confidence_beyond_one_is_said_before_anything_is_written()
    {
        var draft = Given("""{"inf_idx":1,"score":87}""");

        draft.ConfidenceProperty.ShouldBe("score");
        draft.Properties.All.Single(one => one.Name == "score").IsShare.ShouldBeFalse();
    }

    private static FileDraft Given(params string[] properties) => FileDraft.Of("detections.geojson", Text([.. properties.Select(Feature)]));

    private static string Feature(string properties) => $$"""{"type":"Feature","properties":{{properties}},"geometry":{{Ring}}}""";

    private static byte[] Text(params string[] features) =>
        Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");
}

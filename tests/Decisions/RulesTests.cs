using FluentValidation;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Decisions;

/// <summary>What a command must bring before anything is looked up: the field that is wrong, and a sentence.</summary>
public sealed class RulesTests
{
    private static readonly Authorship By = new("ada");
    private static readonly NetTopologySuite.Geometries.Geometry Square = Wkt.Read("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))");
    private static readonly SceneFacts Scene = new(1, "scene", DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_validation_needs_a_confidence() =>
        Wrong(new ValidateSlicks.Rules(), new ValidateSlicks([1], null, null, null, By)).ShouldBe(["HumanConfidence"]);

    [Theory]
    [InlineData(1.5)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_confidence_outside_0_to_1_is_refused(double confidence) =>
        Wrong(new ValidateSlicks.Rules(), new ValidateSlicks([1], confidence, null, null, By)).ShouldBe(["HumanConfidence"]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Confidences_0_and_1_are_allowed(double confidence) =>
        Wrong(new ValidateSlicks.Rules(), new ValidateSlicks([1], confidence, null, null, By)).ShouldBeEmpty();

    [Fact]
    public void An_unknown_class_is_refused() =>
        Wrong(new ReclassifySlicks.Rules(), new ReclassifySlicks([1], 999, null, null, By)).ShouldBe(["Class"]);

    [Fact]
    public void The_sentence_about_an_unknown_class_names_it_and_those_there_are() =>
        Sentence(new ReclassifySlicks.Rules(), new ReclassifySlicks([1], 999, null, null, By))
            .ShouldBe("There is no class 999; the classes are 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13.");

    [Fact]
    public void A_reclassification_needs_a_class() =>
        Wrong(new ReclassifySlicks.Rules(), new ReclassifySlicks([1], null, null, null, By)).ShouldBe(["Class"]);

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(9)]
    public void A_rejection_outside_NOT_OIL_is_refused(int id) =>
        Wrong(new RejectSlicks.Rules(), new RejectSlicks([1], id, null, "wind", By)).ShouldBe(["Class"]);

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(13)]
    public void A_rejection_into_NOT_OIL_is_allowed(int? id) =>
        Wrong(new RejectSlicks.Rules(), new RejectSlicks([1], id, null, "wind", By)).ShouldBeEmpty();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_rejection_needs_a_reason(string? reason) =>
        Wrong(new RejectSlicks.Rules(), new RejectSlicks([1], null, null, reason, By)).ShouldBe(["Reason"]);

    [Fact]
    public void A_slick_cannot_be_merged_with_itself() =>
        Sentence(new MergeSlicks.Rules(), new MergeSlicks([5, 6, 5], null, null, null, false, null, By))
            .ShouldBe("A slick cannot be merged with itself: an id is named twice.");

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 5 })]
    [InlineData(new long[] { 5, 5 })]
    public void A_merge_needs_two_slicks(long[] slicks) =>
        Wrong(new MergeSlicks.Rules(), new MergeSlicks(slicks, null, null, null, false, null, By)).ShouldContain("Slicks");

    [Fact]
    public void Notes_of_a_megabyte_are_refused() =>
        Sentence(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], new string('x', 1_000_000), By))
            .ShouldBe("The notes are longer than 100,000 characters.");

    [Fact]
    public void Notes_of_100_000_characters_are_allowed() =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], new string('x', 100_000), By)).ShouldBeEmpty();

    [Fact]
    public void Notes_with_a_NUL_are_refused() =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], "a\0b", By)).ShouldBe(["Notes"]);

    [Fact]
    public void An_annotation_needs_notes() => Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], null, By)).ShouldBe(["Notes"]);

    [Fact]
    public void A_reason_with_a_NUL_is_refused() =>
        Wrong(new RejectSlicks.Rules(), new RejectSlicks([1], null, null, "a\0b", By)).ShouldBe(["reason"]);

    [Fact]
    public void A_comment_with_a_NUL_is_refused() =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], "", By with { Comment = "a\0b" })).ShouldBe(["comment"]);

    [Fact]
    public void A_comment_of_a_megabyte_is_refused() =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], "", By with { Comment = new string('x', 1_000_000) }))
            .ShouldBe(["comment"]);

    [Fact]
    public void No_slicks_is_refused() => Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([], "note", By)).ShouldBe(["Slicks"]);

    [Fact]
    public void More_than_100_000_slicks_at_once_are_refused() =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([.. Enumerable.Range(1, 100_001).Select(id => (long)id)], "note", By))
            .ShouldBe(["Slicks"]);

    [Fact]
    public void A_split_without_a_way_is_refused() => Wrong(new SplitSlick.Rules(), Split()).ShouldBe(["line"]);

    [Fact]
    public void A_split_in_two_ways_is_refused() =>
        Wrong(new SplitSlick.Rules(), Split() with { Parts = true, MaxVertices = 10 }).ShouldBe(["line"]);

    [Fact]
    public void A_split_of_two_slicks_is_refused() =>
        Wrong(new SplitSlick.Rules(), Split() with { Slicks = [1, 2], Parts = true }).ShouldBe(["Slicks"]);

    [Fact]
    public void A_split_into_fewer_than_5_vertices_is_refused() =>
        Wrong(new SplitSlick.Rules(), Split() with { MaxVertices = 4 }).ShouldBe(["MaxVertices"]);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_sliver_area_below_0_is_refused(double area) =>
        Wrong(new SplitSlick.Rules(), Split() with { Parts = true, DiscardBelowM2 = area }).ShouldBe(["DiscardBelowM2"]);

    [Fact]
    public void A_reshape_needs_an_outline() =>
        Wrong(new ReshapeSlick.Rules(), new ReshapeSlick([1], null, null, By)).ShouldBe(["Geometry"]);

    [Fact]
    public void A_cut_needs_a_polygon() => Wrong(new CutSlick.Rules(), new CutSlick([1], null, null, By)).ShouldBe(["Polygon"]);

    [Fact]
    public void An_addition_needs_an_outline_a_class_and_a_scene() =>
        Wrong(new AddSlick.Rules(), new AddSlick(null, null, null, null, null, null, null, By)).ShouldBe(["Class", "Geometry", "Scene"]);

    [Fact]
    public void An_addition_to_an_unknown_scene_is_refused_by_name() =>
        Sentence(new AddSlick.Rules(), new AddSlick(Square, SlickClass.InfrastructureId, null, null, "S1X", null, null, By))
            .ShouldBe("There is no scene S1X.");

    [Fact]
    public void An_addition_with_all_of_it_is_allowed() =>
        Wrong(new AddSlick.Rules(), new AddSlick(Square, SlickClass.InfrastructureId, 0.5, null, "scene", Scene, null, By)).ShouldBeEmpty();

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void An_idempotency_key_has_1_to_200_characters(int length) =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], "", By with { IdempotencyKey = new string('k', length) }))
            .ShouldBe(["idempotencyKey"]);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Seconds_spent_are_a_number_from_0(double seconds) =>
        Wrong(new AnnotateSlicks.Rules(), new AnnotateSlicks([1], "", By with { SecondsSpent = seconds })).ShouldBe(["secondsSpent"]);

    [Fact]
    public void An_undo_of_no_slicks_is_refused() =>
        Wrong(new UndoDecision.Rules(), new UndoDecision(1, [], false, By)).ShouldBe(["Slicks"]);

    [Fact]
    public void An_undo_minds_its_idempotency_key() =>
        Wrong(new UndoDecision.Rules(), new UndoDecision(1, null, false, By with { IdempotencyKey = new string('k', 201) }))
            .ShouldBe(["idempotencyKey"]);

    [Fact]
    public void An_undo_minds_its_comment() =>
        Wrong(new UndoDecision.Rules(), new UndoDecision(1, null, false, By with { Comment = "a\0b" })).ShouldBe(["comment"]);

    private static SplitSlick Split() => new([1], null, null, false, null, null, null, By);

    private static IEnumerable<string> Wrong<T>(AbstractValidator<T> rules, T command) =>
        rules.Validate(command).Errors.Select(error => error.PropertyName).Distinct().Order();

    private static string Sentence<T>(AbstractValidator<T> rules, T command) => rules.Validate(command).Errors[0].ErrorMessage;
}

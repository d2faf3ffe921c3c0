using Review.Domain.Slicks;
using Review.Domain.Statistics;
using Review.Tests.Support;

namespace Review.Tests.Statistics;

/// <summary>Sums over active slicks: by the ledger itself here, and by the index of a process that serves (StatisticsRouteTests).</summary>
public sealed class BacklogTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Active_slicks_are_counted_by_class_and_state_and_what_was_replaced_is_not()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(4, SlickClass.InfrastructureId, scene);
        await desk.GivenSlicks(2, SlickClass.NaturalId, scene);
        await desk.Validate(slicks[0], slicks[1]);
        await desk.Reject(slicks[2]);

        (await Backlog(scene)).Groups.ShouldBe([
            new(SlickClass.InfrastructureId, SlickState.Pending, 1),
            new(SlickClass.InfrastructureId, SlickState.Validated, 2),
            new(SlickClass.NaturalId, SlickState.Pending, 2),
            new(SlickClass.LookalikeId, SlickState.Rejected, 1),
        ]);
    }

    [Fact]
    public async Task Undecided_slicks_stand_in_the_band_of_their_radar_time_and_decided_ones_in_none()
    {
        var (today, lastMonth, old) = (NewScene(0.5), NewScene(20), NewScene(4_000));
        await desk.GivenSlicks(2, scene: today);
        await desk.GivenSlicks(3, scene: lastMonth);
        var slicks = await desk.GivenSlicks(4, scene: old);
        await desk.Validate(slicks[0]);

        (await Ages(today)).ShouldBe([2, 0, 0, 0, 0, 0]);
        (await Ages(lastMonth)).ShouldBe([0, 0, 3, 0, 0, 0]);
        (await Ages(old)).ShouldBe([0, 0, 0, 0, 0, 3]);
        (await Backlog(old))
            .Ages.Select(band => (band.FromDays, band.ToDays))
            .ShouldBe([(0, 1), (1, 7), (7, 30), (30, 90), (90, 365), (365, null)]);
    }

    [Fact]
    public async Task Of_nothing_there_are_no_groups_and_empty_bands()
    {
        var backlog = await Backlog(NewScene());

        (backlog.Total, backlog.Groups.Count, backlog.Ages.Sum(band => band.Undecided)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task The_model_is_held_against_what_people_validated_or_rejected_only()
    {
        var scene = NewScene();
        var slicks = await desk.GivenSlicks(5, SlickClass.InfrastructureId, scene);
        await desk.Validate(slicks[0], slicks[1]);
        await desk.Reject(slicks[2]);
        await desk.Reclassify(slicks[3], SlickClass.AmbiguousId);
        await desk.Add(desk.NextSquare(), scene: scene);

        var agreement = await desk.Send(new GetModelAgreement(new SlickFilter(Scene: scene)));

        agreement
            .Cells.OrderBy(cell => cell.Class)
            .ShouldBe([
                new(SlickClass.InfrastructureId, SlickClass.InfrastructureId, 2),
                new(SlickClass.InfrastructureId, SlickClass.LookalikeId, 1),
            ]);
        (agreement.Total, agreement.Same).ShouldBe((3, 2));
    }

    private static string NewScene(double daysAgo = 100)
    {
        var at = DateTimeOffset.UtcNow.AddDays(-daysAgo);
        return $"S1A_IW_GRDH_1SDV_{at:yyyyMMdd'T'HHmmss}_{at.AddSeconds(25):yyyyMMdd'T'HHmmss}_036000_043000_{Guid.NewGuid().ToString("N")[..4].ToUpperInvariant()}";
    }

    private Task<Backlog> Backlog(string scene) => desk.Send(new GetBacklog(new SlickFilter(Scene: scene)));

    private async Task<long[]> Ages(string scene) => [.. (await Backlog(scene)).Ages.Select(band => band.Undecided)];
}

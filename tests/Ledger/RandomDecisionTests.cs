using System.Globalization;
using NetTopologySuite.Geometries;
using Npgsql;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Scenes;
using Review.Domain.Slicks;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>Eight reviewers who decide this and that on the same 200 slicks: whatever they do, the ledger stays whole.</summary>
public sealed class RandomDecisionTests(Desk desk) : IClassFixture<Desk>
{
    private const int Reviewers = 8;
    private const int Slicks = 200;

    // More of them, and others, for a longer trial: REVIEW_RANDOM_DECISIONS=100000 REVIEW_RANDOM_SEED=7
    private static readonly int Decisions = Setting("REVIEW_RANDOM_DECISIONS", 4_000);
    private static readonly int Seed = Setting("REVIEW_RANDOM_SEED", 20200729);

    [Fact]
    public async Task Random_decisions_at_once_break_no_invariant_and_end_in_no_error_but_conflicts()
    {
        var ids = await desk.GivenSlicks(Slicks);
        var scene = (await desk.Send(new FindScene(Desk.Scene)))!;
        var made = new List<long>();
        var unexpected = new List<string>();

        await Task.WhenAll(
            Enumerable.Range(0, Reviewers).Select(reviewer => Task.Run(() => Work(new Hand(desk, reviewer, scene), ids, made, unexpected)))
        );

        unexpected.ShouldBeEmpty();
        (await desk.Broken()).ShouldBeEmpty();
        made.Count.ShouldBeGreaterThan(Decisions / 4, "most attempts should have been decisions");
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : usual;

    private static async Task Work(Hand hand, long[] slicks, List<long> made, List<string> unexpected)
    {
        for (var i = 0; i < Decisions / Reviewers; i++)
        {
            try
            {
                var decision = await hand.Decide(slicks, made);
                lock (made)
                {
                    made.Add(decision);
                }
            }
            catch (Exception refused)
                when (refused is LedgerConflictException or DependentsException or OutlineException or RuleBrokenException)
            {
                // Somebody was first, or what was drawn does not fit what is there now.
            }
            catch (PostgresException refused) when (refused.SqlState == "SR409")
            {
                // The same, said to plain SQL.
            }
            catch (Exception problem)
            {
                lock (unexpected)
                {
                    unexpected.Add(problem.ToString());
                }
            }
        }
    }

    /// <summary>One reviewer, who looks at what is active and does one thing with it.</summary>
    private sealed class Hand(Desk desk, int number, SceneFacts scene)
    {
        private readonly Random random = new(Seed + number);
        private readonly Authorship by = Desk.By($"reviewer {number}");
        private long[] seen = [];
        private int since;

        public async Task<long> Decide(long[] slicks, List<long> made)
        {
            // What a page shows is a little old.
            if (since-- <= 0 || seen.Length < 10)
            {
                seen = await desk.Active();
                since = random.Next(5);
            }

            var among = seen.Length == 0 ? slicks : seen;
            return random.Next(12) == 0 ? await ByHand(One(among)) : (await Act(among, made)).Decision;
        }

        private async Task<DecisionResult> Act(long[] among, List<long> made) =>
            random.Next(20) switch
            {
                0 or 1 or 2 => await desk.Send(new ValidateSlicks(Some(among), random.NextDouble(), null, null, by)),
                3 or 4 => await desk.Send(new ReclassifySlicks(Some(among), random.Next(2, 9), null, null, by)),
                5 or 6 => await desk.Send(new RejectSlicks([One(among)], SlickClass.LookalikeId, null, "random", by)),
                7 or 8 => await desk.Send(new AnnotateSlicks([One(among)], $"note {random.Next()}", by)),
                9 or 10 => await desk.Send(new MergeSlicks(Two(among), null, null, "merged", false, null, by)),
                11 or 12 => await Split(One(among)),
                13 => await desk.Send(new ReshapeSlick([One(among)], Wkt.Read(desk.NextSquare()), null, by)),
                14 => await desk.Send(new SplitSlick([One(among)], null, null, true, null, null, null, by)),
                15 => await desk.Send(
                    new AddSlick(Wkt.Read(desk.NextSquare()), SlickClass.NaturalId, null, null, scene.Name, scene, null, by)
                ),
                _ => await Undo(made),
            };

        private async Task<DecisionResult> Split(long slick)
        {
            var box = Wkt.Read(await desk.Outline(slick)).EnvelopeInternal;
            var x = box.MinX + (box.Width * random.NextDouble());
            var line = Review.Domain.Geometry.Outline.Factory.CreateLineString([
                new Coordinate(x, box.MinY - 0.01),
                new Coordinate(x, box.MaxY + 0.01),
            ]);
            return await desk.Send(new SplitSlick([slick], line, null, false, null, null, null, by));
        }

        /// <summary>The recipe of analysts, in one transaction.</summary>
        private async Task<long> ByHand(long slick)
        {
            await desk.Database.Execute(
                $"""
                update slick set active = false where id = {slick};
                insert into slick (slick_timestamp, geometry, machine_confidence, human_confidence, active, validated, slick, notes, meta, orchestrator_run, slick_class)
                select slick_timestamp, geometry, machine_confidence, .5, true, validated, array[{slick}], 'by hand', meta, orchestrator_run, 6 from slick where id = {slick};
                """
            );
            return await desk.Database.Ask<long>($"select deactivated_by from slick where id = {slick}");
        }

        private async Task<DecisionResult> Undo(List<long> made)
        {
            long decision;
            lock (made)
            {
                decision = made.Count == 0 ? 1 : made[^random.Next(1, Math.Min(made.Count, 40) + 1)];
            }

            try
            {
                long[]? some =
                    random.Next(4) == 0
                        ? [(await desk.Database.Ask<long[]>($"select outputs from decision where id = {decision}")).FirstOrDefault()]
                        : null;
                return await desk.Send(new UndoDecision(decision, some, random.Next(2) == 0, by));
            }
            catch (NotFoundException) when (decision == 1)
            {
                return await desk.Send(
                    new AddSlick(Wkt.Read(desk.NextSquare()), SlickClass.NaturalId, null, null, scene.Name, scene, null, by)
                );
            }
        }

        private long One(long[] among) => among[random.Next(among.Length)];

        private long[] Two(long[] among)
        {
            var first = random.Next(among.Length - 1);
            return [among[first], among[first + 1]];
        }

        private long[] Some(long[] among) => [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => One(among)).Distinct()];
    }
}

using Npgsql;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Domain.Detection;
using Review.Domain.Slicks;
using Review.Tests.Support;
using Review.TestWorker;

namespace Review.Tests.Runs;

/// <summary>Reviewers who decide on a scene's slicks while runs replace them: nothing that a person decided is lost.</summary>
public sealed class RandomRunTests(Desk desk) : IClassFixture<Desk>
{
    private const int Reviewers = 4;
    private const int DecisionsEach = 120;
    private const int RunLoops = 2;
    private const int RunsEach = 12;
    private const int Places = 40;

    private readonly List<string> unexpected = [];
    private readonly List<long> made = [];

    [Fact]
    public async Task Random_decisions_among_runs_break_no_invariant_and_none_is_lost()
    {
        var scene = await desk.Database.Ask<long>(
            "insert into scene (name, acquired) values ('of random runs', '2026-01-01T00:00:00Z') returning id"
        );
        await Process(scene, new Random(1), "first");

        await Task.WhenAll([
            .. Enumerable.Range(0, Reviewers).Select(number => Task.Run(() => Review(number))),
            .. Enumerable.Range(0, RunLoops).Select(number => Task.Run(() => Process(scene, number))),
        ]);
        var last = await Process(scene, new Random(2), "last");

        unexpected.ShouldBeEmpty();
        (await desk.Broken()).ShouldBeEmpty();
        made.Count.ShouldBeGreaterThan(Reviewers * DecisionsEach / 4, "most attempts should have been decisions");
        (await desk.Database.Ask<long>("select count(*) from decision where kind = 'reprocess'")).ShouldBeGreaterThan(5);
        (
            await desk.Database.Ask<long[]>(
                """
                select coalesce(array_agg(s.id), '{}') from slick s join decision by on by.id = s.decision join decision taken on taken.id = s.deactivated_by
                where by.kind <> 'reprocess' and taken.kind = 'reprocess'
                """
            )
        ).ShouldBeEmpty("a run took what a person had decided on");
        (
            await desk.Database.Ask<long[]>(
                $$"""
                select coalesce(array_agg(s.id), '{}') from slick s where s.active and slick_is_unreviewed(s.orchestrator_run, s.decision) and s.orchestrator_run <> {{last}}
                """
            )
        ).ShouldBeEmpty("what nobody reviewed should be of the last run");
    }

    private async Task Process(long scene, int number)
    {
        var random = new Random(100 + number);
        for (var i = 0; i < RunsEach; i++)
        {
            await Guarded(async () => await Process(scene, random, $"model {number}"));
        }
    }

    private async Task<long> Process(long scene, Random random, string model)
    {
        lock (desk.Work)
        {
            desk.Work.Finds =
            [
                .. Enumerable
                    .Range(0, Places)
                    .Where(_ => random.Next(3) > 0)
                    .Select(place => FakeWork.Square(place * 0.03 + random.NextDouble() * 0.012, side: 0.01 + random.NextDouble() * 0.03)),
            ];
        }

        var run = await desk.Send(new StartRun(scene, model, true, Desk.By()));
        await desk.Send(new ExecuteRun(run));
        return run;
    }

    private async Task Review(int number)
    {
        var random = new Random(number);
        for (var i = 0; i < DecisionsEach; i++)
        {
            await Guarded(async () =>
            {
                var decision = await Decide(random, Desk.By($"reviewer {number}"));
                lock (made)
                {
                    made.Add(decision.Decision);
                }
            });
        }
    }

    private async Task<DecisionResult> Decide(Random random, Authorship by)
    {
        var seen = await desk.Active();
        await Task.Delay(random.Next(20), TestContext.Current.CancellationToken);
        var one = seen[random.Next(seen.Length)];
        var other = seen.FirstOrDefault(id => id != one);
        return random.Next(10) switch
        {
            0 or 1 => await desk.Send(new ValidateSlicks([one], 0.9, null, null, by)),
            2 or 3 => await desk.Send(new ReclassifySlicks([one], random.Next(2, 9), null, null, by)),
            4 => await desk.Send(new RejectSlicks([one], SlickClass.LookalikeId, null, "random", by)),
            5 => await desk.Send(new AnnotateSlicks([one], $"note {random.Next()}", by)),
            6 => await desk.Send(new MergeSlicks([one, other], null, null, "merged", false, null, by)),
            7 => await Undo("kind = 'reprocess'", random, by),
            _ => await Undo("kind <> 'reprocess'", random, by),
        };
    }

    private async Task<DecisionResult> Undo(string which, Random random, Authorship by)
    {
        var newest = await desk.Database.Ask<long[]>(
            $"select coalesce(array_agg(id), '{{}}') from (select id from decision where {which} order by id desc limit 10) d"
        );
        if (newest.Length == 0)
        {
            throw new RuleBrokenException("decision", "Nothing to undo yet.");
        }

        var decision = newest[random.Next(newest.Length)];
        long[]? some =
            random.Next(3) == 0
                ? [.. (await desk.Database.Ask<long[]>($"select outputs from decision where id = {decision}")).Take(1)]
                : null;
        return await desk.Send(new UndoDecision(decision, some is [] ? null : some, random.Next(2) == 0, by));
    }

    private async Task Guarded(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception refused)
            when (refused is LedgerConflictException or DependentsException or OutlineException or RuleBrokenException or RunExistsException
            )
        {
            // Somebody was first.
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

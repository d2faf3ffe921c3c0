using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NetTopologySuite.Geometries;
using Review.Domain;
using Review.Domain.Decisions;
using Review.Tests.Support;

namespace Review.Tests.Ledger;

/// <summary>A page or a script that is gone before its answer came.</summary>
public sealed class GoneRequestTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task A_decision_whose_client_is_gone_at_the_commit_is_made_and_told()
    {
        var id = await Given();
        using var gone = new CancellationTokenSource();
        var heard = new Heard();

        var made = await Try(ledger =>
            new Decide<ValidateSlicks>(new GoneAtCommit(ledger, gone), heard).Handle(
                new ValidateSlicks([id], 0.8, null, null, Desk.By()),
                gone.Token
            )
        );

        heard.Decisions.ShouldBe([made.Decision]);
        (await desk.Active(made.Outputs)).ShouldBe(made.Outputs);
    }

    [Fact]
    public async Task An_undo_whose_client_is_gone_at_the_commit_is_made_and_told()
    {
        var id = await Given();
        var first = await desk.Validate(id);
        using var gone = new CancellationTokenSource();
        var heard = new Heard();

        var made = await Try(ledger =>
            new UndoDecisionHandler(new GoneAtCommit(ledger, gone), heard).Handle(
                new UndoDecision(first.Decision, null, false, Desk.By()),
                gone.Token
            )
        );

        heard.Decisions.ShouldBe([made.Decision]);
    }

    [Fact]
    public async Task A_decision_whose_client_is_gone_before_is_not_made()
    {
        var id = await Given();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Try(ledger =>
                new Decide<ValidateSlicks>(ledger, new Heard()).Handle(new ValidateSlicks([id], 0.8, null, null, Desk.By()), gone.Token)
            )
        );

        (await desk.Active(id)).ShouldBe([id]);
    }

    private async Task<long> Given() => (await desk.GivenSlicks(1))[0];

    private async Task<DecisionResult> Try(Func<ILedger, Task<DecisionResult>> decide)
    {
        await using var scope = desk.Service<IServiceScopeFactory>().CreateAsyncScope();
        return await decide(scope.ServiceProvider.GetRequiredService<ILedger>());
    }

    private sealed class Heard : IPublisher
    {
        public List<long> Decisions { get; } = [];

        public Task Publish(object notification, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task Publish<TNotification>(TNotification notification, CancellationToken cancellationToken = default)
            where TNotification : INotification
        {
            cancellationToken.ThrowIfCancellationRequested();
            Decisions.Add(((SlicksChanged)(object)notification).Decision.Decision);
            return Task.CompletedTask;
        }
    }

    /// <summary>The ledger itself; the request is given up when it is about to commit.</summary>
    private sealed class GoneAtCommit(ILedger ledger, CancellationTokenSource gone) : ILedger
    {
        public async Task<ILedgerTransaction> Open(CancellationToken cancellation) =>
            new Transaction(await ledger.Open(cancellation), gone);

        public Task<IReadOnlyList<SlickVersion>> Look(IReadOnlyList<long> ids, bool outlines, CancellationToken cancellation) =>
            ledger.Look(ids, outlines, cancellation);

        public Task<DecisionResult?> Replay(Authorship by, CancellationToken cancellation) => ledger.Replay(by, cancellation);

        public Task LockDecision(long decision, CancellationToken cancellation) => ledger.LockDecision(decision, cancellation);

        public Task<UndoReach> ReachOf(long decision, IReadOnlyList<long>? outputs, CancellationToken cancellation) =>
            ledger.ReachOf(decision, outputs, cancellation);

        public Task<DecisionSummary?> LastDecision(string reviewer, CancellationToken cancellation) =>
            ledger.LastDecision(reviewer, cancellation);

        public Task<DecisionSummary?> LastUndo(string reviewer, CancellationToken cancellation) => ledger.LastUndo(reviewer, cancellation);

        public Task<IReadOnlyList<OutlineMetrics>> Measure(IReadOnlyList<MultiPolygon> outlines, CancellationToken cancellation) =>
            ledger.Measure(outlines, cancellation);

        private sealed class Transaction(ILedgerTransaction transaction, CancellationTokenSource gone) : ILedgerTransaction
        {
            public Task<IReadOnlyList<SlickVersion>> Take(
                IReadOnlyList<long> ids,
                bool outlines,
                IReadOnlyCollection<long> removed,
                CancellationToken cancellation
            ) => transaction.Take(ids, outlines, removed, cancellation);

            public Task<DecisionResult> Record(
                DecisionDraft draft,
                IReadOnlyList<SlickVersion> taken,
                IReadOnlyList<Successor> successors,
                CancellationToken cancellation
            ) => transaction.Record(draft, taken, successors, cancellation);

            public async Task Commit(CancellationToken cancellation)
            {
                await gone.CancelAsync();
                await transaction.Commit(cancellation);
            }

            public ValueTask DisposeAsync() => transaction.DisposeAsync();
        }
    }
}

using Bunit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Review.App.Shell;
using Review.App.Slicks;
using Review.Domain;
using Review.Domain.Slicks;

namespace Review.Tests.Slicks;

/// <summary>The panel follows the selection, whatever comes late and whatever goes wrong.</summary>
public sealed class SlickPanelTests
{
    private static readonly DateTimeOffset Seen = new(2020, 7, 29, 3, 48, 59, TimeSpan.Zero);

    [Fact]
    public async Task A_late_answer_that_there_is_no_such_slick_leaves_the_one_selected_since()
    {
        await using var context = new BunitContext();
        var (panel, slicks) = Panel(context, "?sel=1");
        var moved = panel.InvokeAsync(() => panel.Instance.PageMoved(new PageState("?sel=2", 0)));
        slicks.Answer(2).SetResult(Slick(2));
        await moved;

        slicks.Answer(1).SetException(new NotFoundException("There is no slick 1."));

        panel.WaitForElement("[data-testid=area]");
        panel.FindAll("[role=alert]").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slick_that_there_is_not_is_said()
    {
        await using var context = new BunitContext();
        var (panel, slicks) = Panel(context, "?sel=1");

        slicks.Answer(1).SetException(new NotFoundException("There is no slick 1."));

        panel.WaitForElement("[role=alert]").TextContent.ShouldBe("There is no slick 1.");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_no_circuit_and_the_next_selection_is_shown()
    {
        await using var context = new BunitContext();
        var (panel, slicks) = Panel(context, "?sel=1");
        slicks.Answer(1).SetException(new Npgsql.NpgsqlException("away"));
        panel.WaitForElement("[role=alert]").TextContent.ShouldBe("The server did not answer as it should.");

        slicks.Answer(2).SetResult(Slick(2));
        await panel.InvokeAsync(() => panel.Instance.PageMoved(new PageState("?sel=2", 0)));

        panel.FindAll("[role=alert]").ShouldBeEmpty();
        panel.FindAll("[data-testid=area]").ShouldHaveSingleItem();
    }

    private static (IRenderedComponent<SlickPanel> Panel, Slicks Slicks) Panel(BunitContext context, string query)
    {
        var slicks = new Slicks();
        context.Services.AddSingleton(TimeProvider.System).AddSingleton<ISender>(slicks).AddSingleton<UseCases>();
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.JSInterop.Setup<PageState>("slickReview.circuit.link", _ => true).SetResult(new PageState(query, 0));
        return (context.Render<SlickPanel>(), slicks);
    }

    private static SlickDetails Slick(long id) =>
        new(
            id,
            id,
            [],
            Seen,
            7,
            5,
            0.62,
            null,
            true,
            false,
            SlickState.Pending,
            null,
            118,
            null,
            null,
            null,
            [],
            Seen,
            null,
            4_664_796.9,
            13_490.1,
            4_703.7,
            0.32212,
            0.64439,
            1,
            4_664_796.9,
            4_664_796.9,
            33.9,
            44.2,
            [33.8, 44.1, 34, 44.3],
            70,
            null
        );

    /// <summary>Answers when, and what, the test says.</summary>
    private sealed class Slicks : ISender
    {
        private readonly Dictionary<long, TaskCompletionSource<SlickDetails>> answers = [];

        public TaskCompletionSource<SlickDetails> Answer(long slick) =>
            answers.TryGetValue(slick, out var answer) ? answer : answers[slick] = new();

        public async Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) =>
            (TResponse)(object)await Answer(((GetSlick)(object)request).Id).Task;

        public Task Send<TRequest>(TRequest request, CancellationToken cancellationToken = default)
            where TRequest : IRequest => throw new NotSupportedException();

        public Task<object?> Send(object request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<TResponse> CreateStream<TResponse>(
            IStreamRequest<TResponse> request,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public IAsyncEnumerable<object?> CreateStream(object request, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}

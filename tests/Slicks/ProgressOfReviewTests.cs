using Bunit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Review.App.Shell;
using Review.App.Slicks;
using Review.Domain.Slicks;

namespace Review.Tests.Slicks;

public sealed class ProgressOfReviewTests
{
    private static readonly DateTimeOffset Acquired = new(2020, 7, 29, 3, 48, 59, TimeSpan.Zero);

    [Fact]
    public async Task Decided_of_all_is_said_in_words_and_to_screen_readers()
    {
        await using var context = new BunitContext();
        var part = Part(context, "?state=pending", new ReviewProgress(new StateCounts(25, 8, 3, 1), null));

        Text(part, "progress").ShouldBe("12 of 37 decided · 8 validated · 3 rejected · 1 ambiguous · 25 to review");
        part.Find("[role=img]").GetAttribute("aria-label").ShouldBe("12 of 37 decided: 8 validated, 3 rejected, 1 ambiguous, 25 to review");
    }

    [Fact]
    public async Task The_scene_of_the_selected_slick_is_told_beside_a_filter_that_is_not_this_scene()
    {
        await using var context = new BunitContext();
        var progress = new ReviewProgress(new StateCounts(5, 0, 0, 0), new SceneProgress("S1A", Acquired, new StateCounts(8, 5, 0, 0)));

        Text(Part(context, "?sel=7", progress), "scene-progress").ShouldBe("Its scene, 29 Jul 2020 03:48 UTC: 5 of 13");
        await using var other = new BunitContext();
        Text(Part(other, "?sel=7&scene=S1A", progress), "scene-progress").ShouldBe("");
    }

    [Fact]
    public async Task Nothing_to_review_is_no_progress()
    {
        await using var context = new BunitContext();

        Text(Part(context, "", new ReviewProgress(new StateCounts(0, 0, 0, 0), null)), "progress").ShouldBe("");
    }

    private static string Text(IRenderedComponent<ProgressOfReview> part, string name) =>
        string.Join(' ', part.Find($"[data-testid={name}]").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IRenderedComponent<ProgressOfReview> Part(BunitContext context, string query, ReviewProgress progress)
    {
        context.Services.AddSingleton<ISender>(new Server(progress)).AddSingleton<UseCases>();
        context.JSInterop.Setup<PageState>("slickReview.circuit.link", _ => true).SetResult(new PageState(query, 0));
        context.JSInterop.SetupVoid("slickReview.circuit.unlink", _ => true).SetVoidResult();
        return context.Render<ProgressOfReview>();
    }

    private sealed class Server(ReviewProgress progress) : ISender
    {
        public Task<TResponse> Send<TResponse>(IRequest<TResponse> request, CancellationToken cancellationToken = default) =>
            Task.FromResult((TResponse)(object)progress);

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

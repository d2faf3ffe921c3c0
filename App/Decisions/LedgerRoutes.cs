using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Review.App.Shell;
using Review.Domain.Decisions;

namespace Review.App.Decisions;

/// <summary>The ledger as a whole, over HTTP.</summary>
internal static class LedgerRoutes
{
    public static void MapLedger(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/ledger/head", Head).RequireAuthorization(Policies.Viewer).WithTags("Ledger");

    private static async Task<Ok<LedgerHead>> Head(ISender sender, CancellationToken cancellation) =>
        TypedResults.Ok(await sender.Send(new GetLedgerHead(), cancellation));
}

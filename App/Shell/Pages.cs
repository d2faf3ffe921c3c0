namespace Review.App.Shell;

/// <summary>Blazor: what the pages need, and where they are.</summary>
internal static class Pages
{
    public static void AddPages(this IServiceCollection services)
    {
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
    }
}

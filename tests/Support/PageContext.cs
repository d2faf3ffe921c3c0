using System.Security.Claims;
using Bunit;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using Review.App.Shell;
using Review.App.Shell.Frame;
using Review.Domain.People;

namespace Review.Tests.Support;

/// <summary>Renders a page as the circuit does, for a person with a role; what it asks is answered by a sender that the test brings.</summary>
internal sealed class PageContext : BunitContext
{
    /// <param name="more">Registers what this page needs beside that of all pages.</param>
    /// <param name="claims">Beside the role.</param>
    public PageContext(
        ISender sender,
        Role role = Role.Analyst,
        string name = "ada",
        Action<IServiceCollection>? more = null,
        params Claim[] claims
    )
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(TimeProvider.System).AddSingleton(sender).AddSingleton<UseCases>();
        Services.AddScoped<Toasts>().AddScoped<PageWork>();
        Services.AddAntiforgery();
        more?.Invoke(Services);
        this.AddAuthorization()
            .SetAuthorized(name)
            .SetRoles(role.ToString())
            .SetClaims([new Claim(ClaimTypes.Role, role.ToString()), .. claims]);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }
}

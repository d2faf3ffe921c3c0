using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using Review.Domain.People;

namespace Review.App.People;

/// <summary>One's own name, role, password and sessions, and what this browser remembers.</summary>
public sealed partial class AccountPage
{
    private SessionOwner? person;
    private string? problem;
    private string? password;

    [Inject]
    private CurrentPerson Current { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private bool IsChanged => password == "changed";

    /// <summary>A short code of the address, so that nobody can put words on the page through a link.</summary>
    private string? PasswordSaid =>
        password switch
        {
            "changed" => "Your password is changed. Your other sessions are over.",
            "wrong" => "The old password is not right.",
            "toomany" => "Too many attempts. Wait a few minutes and try again.",
            "weak" => "The new password is too short, or among those that are guessed first. Take a few unrelated words.",
            "same" => "The new password is the old one.",
            "differ" => "The new password was not typed the same twice.",
            _ => null,
        };

    protected override async Task OnInitializedAsync()
    {
        password = QueryHelpers.ParseQuery(new Uri(Address.Uri).Query).TryGetValue("password", out var code) ? code.ToString() : null;
        (person, problem) = await Current.Find();
    }

    // Said once: who loads the page again is not told again.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && PasswordSaid is not null)
        {
            await Js.InvokeVoidAsync("slickPages.setQuery", "");
        }
    }
}

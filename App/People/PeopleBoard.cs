using Review.Domain.People;

namespace Review.App.People;

/// <summary>What the page of people shows. All of it goes when somebody is no admin any more.</summary>
public sealed class PeopleBoard(AdminDesk desk, PeopleAddress address)
{
    /// <summary>Entries of what happened on a page.</summary>
    public const int EntriesOfPage = 50;

    private IReadOnlyList<PersonRow>? people;
    private IReadOnlyList<ApiKeyRow>? keys;

    public PeopleAddress Address { get; private set; } = address;

    /// <summary>Why the tab could not be read; null when it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>Those whose names have what is searched for; null while they are read.</summary>
    public IReadOnlyList<PersonRow>? People => people is null ? null : [.. people.Where(person => IsFound(person.Name))];

    /// <summary>Those in use first; null while they are read.</summary>
    public IReadOnlyList<ApiKeyRow>? Keys =>
        keys is null ? null : [.. keys.Where(key => IsFound(key.Name)).OrderBy(key => key.RevokedAt is not null)];

    /// <summary>The newest first; null while they are read.</summary>
    public IReadOnlyList<AuditEntry>? Happened { get; private set; }

    /// <summary>Whether something happened before what is shown.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>Goes to a part of the page and reads it.</summary>
    public Task Show(PeopleAddress address)
    {
        Address = address;
        return Load();
    }

    /// <summary>Searches in what is there already.</summary>
    public void Search(string part) => Address = Address with { Search = part };

    /// <summary>Reads the part that the address says, anew.</summary>
    public async Task Load()
    {
        switch (Address.Tab)
        {
            case PeopleTab.Keys:
                (keys, Problem) = await desk.Read(new ListApiKeys());
                break;
            case PeopleTab.Happened:
                await LoadHappened();
                break;
            default:
                (people, Problem) = await desk.Read(new ListPeople());
                break;
        }

        if (desk.Refusal is not null)
        {
            (people, keys, Happened) = (null, null, null);
        }
    }

    // One more than is shown tells whether there is more.
    private async Task LoadHappened()
    {
        var about = Address.About.Trim();
        var (entries, problem) = await desk.Read(new ListAudit(about.Length == 0 ? null : about, null, EntriesOfPage + 1, Address.Before));
        Problem = problem;
        HasOlder = entries?.Count > EntriesOfPage;
        Happened = entries?.Take(EntriesOfPage).ToList();
    }

    private bool IsFound(string name) => name.Contains(Address.Search.Trim(), StringComparison.OrdinalIgnoreCase);
}

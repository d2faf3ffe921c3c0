using Review.App.People;
using Review.Domain.People;

namespace Review.Tests.People;

/// <summary>What stands in the address of the page of people, and what happened in words.</summary>
public sealed class PeopleAddressTests
{
    [Theory]
    [InlineData("")]
    [InlineData("q=ad%20a")]
    [InlineData("tab=keys&q=x")]
    [InlineData("tab=happened")]
    [InlineData("tab=happened&about=ada&before=17")]
    public void An_address_comes_back_as_it_was_written(string query) => PeopleAddress.Parse($"?{query}").Query.ShouldBe(query);

    [Theory]
    [InlineData("?tab=nonsense&before=x")]
    [InlineData("?about=only-of-what-happened&tab=people")]
    public void What_cannot_be_read_is_left_out(string query) => PeopleAddress.Parse(query).Query.ShouldBe("");

    [Fact]
    public void Everything_that_happens_has_words() =>
        typeof(AuditEvents).GetFields().Select(field => (string)field.GetValue(null)!).ShouldAllBe(what => AuditWords.Of(what) != what);
}

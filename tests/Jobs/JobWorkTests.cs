using Review.Domain.Jobs;

namespace Review.Tests.Jobs;

/// <summary>What a job carries.</summary>
public sealed class JobWorkTests
{
    [Fact]
    public void What_is_kept_of_a_job_is_read_again_whole()
    {
        var work = new JobWork(JobKind.PrepareScene, ("scene", 17), ("revision", 2));

        var read = JobWork.Parse(JobKind.PrepareScene, work.ToJson());

        (read.Kind, read["scene"], read["revision"], read.Identity).ShouldBe((JobKind.PrepareScene, 17, 2, "17.2"));
    }

    [Fact]
    public void A_job_of_one_number_is_known_by_it() => new JobWork(JobKind.Detect, ("run", 5)).Identity.ShouldBe("5");

    [Fact]
    public void A_number_that_a_job_does_not_carry_is_not_made_up() =>
        Should.Throw<KeyNotFoundException>(() => new JobWork(JobKind.Detect, ("run", 5))["scene"]);
}

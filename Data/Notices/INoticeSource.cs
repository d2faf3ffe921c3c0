namespace Review.Data.Notices;

/// <summary>What is told over one channel of the database, by whoever writes: this process, others, triggers.</summary>
internal interface INoticeSource
{
    /// <summary>As <c>listen</c> and <c>notify</c> name it.</summary>
    string Channel { get; }

    /// <summary>Something came over the channel. Whoever may connect may notify, so it can be anything.</summary>
    Task Receive(string payload, CancellationToken stopping);

    /// <summary>The connection was cut for a time, and notices were lost with it.</summary>
    void TellWhatWasMissed();
}

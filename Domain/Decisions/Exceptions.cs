namespace Review.Domain.Decisions;

/// <summary>What was asked for does not exist.</summary>
public sealed class NotFoundException(string sentence) : Exception(sentence);

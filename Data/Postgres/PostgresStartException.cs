using Review.Domain;

namespace Review.Data.Postgres;

/// <summary>
/// The embedded server cannot be started; the message is one sentence, or a few, for the person who starts the application.
/// </summary>
internal sealed class PostgresStartException(string sentence, Exception? inner = null) : StartException(sentence, inner);

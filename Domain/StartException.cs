namespace Review.Domain;

/// <summary>The application cannot start as it is set up. The message says to the person who starts it what to do.</summary>
public class StartException(string sentence, Exception? inner = null) : Exception(sentence, inner);

namespace Review.Data; internal static class Placeholder;

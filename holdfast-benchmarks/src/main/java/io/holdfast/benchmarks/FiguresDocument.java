package io.holdfast.benchmarks;

/**
 * The document that shows what was measured: text by hand, and for each bench a place between two comments, which belongs
 * to the bench.
 *
 * @param text all of it
 */
record FiguresDocument(String text) {

    /**
     * A copy in which the place of {@code measurement}'s bench shows it, below a line that says {@code origin}.
     *
     * @throws IllegalArgumentException if the bench has no place in it
     */
    FiguresDocument with(Measurement measurement, String origin) {
        String begin = "<!-- %s: measured -->\n".formatted(measurement.bench());
        String end = "<!-- %s: end -->".formatted(measurement.bench());
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the document has no place for " + measurement.bench());
        }
        String before = text.substring(0, from + begin.length());
        return new FiguresDocument("%s%s\n\n%s%s".formatted(before, origin, measurement.text(), text.substring(to)));
    }
}

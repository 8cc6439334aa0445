package io.holdfast.schema.file;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The version of a migration: numbers, separated by dots or underscores, compared one after the other as numbers. A number
 * that is missing is zero, so that 1, 1.0 and 01 are the same.
 */
public final class Version implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("[0-9]+([._][0-9]+)*");

    private static final Pattern ZEROS = Pattern.compile("^0+");

    private final String text;
    /** Without zeros in front, so that of two the longer one is the larger. */
    private final List<String> parts;

    private Version(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** Whether {@code text} is a version. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The version that {@code text} is.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Version of(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("no version: " + text);
        }
        String dotted = text.replace('_', '.');
        List<String> parts = new ArrayList<>();
        for (String part : dotted.split("\\.")) {
            parts.add(ZEROS.matcher(part).replaceFirst(""));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
            parts.remove(parts.size() - 1);
        }
        return new Version(dotted, List.copyOf(parts));
    }

    /** The next whole number. */
    public String next() {
        return new BigInteger("0" + parts.get(0)).add(BigInteger.ONE).toString();
    }

    @Override
    public int compareTo(Version other) {
        int longest = Math.max(parts.size(), other.parts.size());
        for (int index = 0; index < longest; index++) {
            String mine = part(index);
            String theirs = other.part(index);
            int order = mine.length() == theirs.length()
                    ? mine.compareTo(theirs)
                    : Integer.compare(mine.length(), theirs.length());
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private String part(int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && version.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** As it was written, with dots. */
    @Override
    public String toString() {
        return text;
    }
}

package io.holdfast.error;

/**
 * Takes credentials, personal data and the data of rows out of texts before they leave the process.
 *
 * <p>{@link SecretForms} lists the forms it knows. It is a net, not a fence: what is known to be secret is not written
 * into a text at all. In doubt a text is masked; names and file paths that only look alike stay, and so do the words
 * with which a sentence goes on after a colon, as in {@code secret: see hint}.
 *
 * <p>Cleaning never fails, changes nothing when it is done again, and takes little time whatever the text is: a text
 * longer than 16 KiB is cut, and says so at its end.
 */
public final class Masking {
    /** What stands where a secret was. */
    public static final String MASK = "••••";

    private static final int LONGEST = 16 * 1024;

    /** What is searched of a long text, but not kept, so that a secret at the cut is recognised. */
    private static final int MARGIN = 1024;

    /** By how much a text may grow: a mask can be longer than the secret behind it. */
    private static final int GROWTH = 256;

    private static final int PASSES = 8;

    private static final String CUT_BEGINS = " … [";
    private static final String CUT_ENDS = " characters cut]";

    private Masking() {}

    /** {@code text} with every secret in it replaced by {@link #MASK}. */
    public static String clean(String text) {
        int end = withoutMark(text);
        if (end > LONGEST) {
            int kept = LONGEST - MARGIN - (Character.isHighSurrogate(text.charAt(LONGEST - MARGIN - 1)) ? 1 : 0);
            String head = SecretForms.search(text.substring(0, LONGEST)).masked(kept, kept + GROWTH);
            return settled(head, kept + GROWTH) + CUT_BEGINS + (text.length() - kept) + CUT_ENDS;
        }
        return end == text.length()
                ? settled(text, end + GROWTH)
                : settled(text.substring(0, end), end + GROWTH) + text.substring(end);
    }

    /** {@code text}, cleaned until nothing changes any more: a mask can make something visible that was not before. */
    private static String settled(String text, int longest) {
        String before = text;
        for (int pass = 0; pass < PASSES; pass++) {
            String after = SecretForms.search(before).masked(before.length(), longest);
            if (after.equals(before)) {
                return before;
            }
            before = after;
        }
        return MASK;
    }

    /** Where {@code text} ends if the mark of an earlier cut does not count. */
    private static int withoutMark(String text) {
        int begins = text.endsWith(CUT_ENDS) ? text.lastIndexOf(CUT_BEGINS) : -1;
        if (begins < 0) {
            return text.length();
        }
        String count = text.substring(begins + CUT_BEGINS.length(), text.length() - CUT_ENDS.length());
        boolean mark = !count.isEmpty() && count.length() <= 10 && count.chars().allMatch(c -> c >= '0' && c <= '9');
        return mark ? begins : text.length();
    }
}

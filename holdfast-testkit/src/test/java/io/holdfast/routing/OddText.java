package io.holdfast.routing;

import io.holdfast.testkit.Props;
import java.util.List;
import java.util.Random;
import org.quicktheories.core.Gen;

/** Texts that somebody may send as an id: plain, of any alphabet, hostile, broken. */
final class OddText {
    private static final List<String> PIECES = List.of(
            "ada",
            "Ada",
            "internal_",
            "external_",
            "INTERNAL_",
            "internal_internal_",
            "_",
            "/",
            "/x",
            ":",
            " ",
            "'; drop table users; --",
            "\"",
            "\\",
            "%",
            "{\"$ne\":null}",
            "é",
            "e\u0301",
            "\u0301",
            "ß",
            "İ",
            "ａｂ",
            "\uD83D\uDE00",
            "\uD83D\uDC68\u200D\uD83D\uDCBB",
            "\u200B",
            "\u00A0",
            "\uFEFF",
            "\u202E",
            "\u2028",
            "\0",
            "\n",
            "\t",
            "\uD800",
            "\uDC00",
            "\uFFFF",
            "\u0378",
            "ада",
            "عادة",
            "艾达",
            "interna\u006C_",
            "іnternal_",
            "x".repeat(200),
            "€".repeat(180));

    private OddText() {}

    static Gen<String> any() {
        return Props.random(OddText::of);
    }

    static String of(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(6); left >= 0; left--) {
            text.append(random.nextInt(4) > 0 ? PIECES.get(random.nextInt(PIECES.size())) : anyCharacter(random));
        }
        return text.toString();
    }

    private static String anyCharacter(Random random) {
        return Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
    }
}

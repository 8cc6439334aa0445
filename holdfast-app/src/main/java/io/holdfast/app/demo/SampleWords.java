package io.holdfast.app.demo;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Names, titles and sentences for the sample, in several scripts. */
final class SampleWords {
    private static final List<String> FIRST = List.of(
            "Ada", "Björn", "Chloé", "Dmitri", "Eun-ji", "Fatima", "Grace", "Håkon", "Inês", "José", "Kwame", "Łucja",
            "María", "Nguyễn", "Olga", "Priya", "Quentin", "Renée", "Søren", "Tomáš", "Uwe", "Václav", "Wei", "Zoë");
    private static final List<String> LAST = List.of(
            "Andersson",
            "Brontë",
            "Čapek",
            "O'Neill",
            "Dvořák",
            "García",
            "Håkansson",
            "Ito",
            "Jiménez",
            "Kovač",
            "Müller",
            "Nowak",
            "Óskarsdóttir",
            "Петрова",
            "Šimić",
            "Tanaka",
            "Ünal",
            "王",
            "Young",
            "Żak");
    private static final List<String> WORDS = List.of(
            "bridge", "river", "stone", "letter", "garden", "winter", "harbour", "engine", "paper", "signal", "field",
            "mirror", "north", "copper", "lantern", "island", "naïve", "café", "größer", "señal", "дорога", "海", "🌊",
            "measure", "quiet", "answer", "window", "market", "thread", "summit");

    private final Random random;

    SampleWords(Random random) {
        this.random = random;
    }

    String name() {
        return pick(FIRST) + " " + pick(LAST);
    }

    String word() {
        return pick(WORDS);
    }

    String title() {
        return capital("the %s and the %s".formatted(word(), word()));
    }

    String sentences(int count) {
        StringBuilder text = new StringBuilder();
        for (int sentence = 0; sentence < count; sentence++) {
            text.append(sentence == 0 ? "" : "\n");
            text.append(capital("%s %s %s, %s \"%s\" %s.".formatted(word(), word(), word(), word(), word(), word())));
        }
        return text.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String capital(String text) {
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    }
}

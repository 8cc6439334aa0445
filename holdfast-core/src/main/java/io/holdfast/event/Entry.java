package io.holdfast.event;

import io.holdfast.error.Masking;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One line of the record of administrative actions. Its texts hold no credential.
 *
 * @param id its own id; later entries of one process have higher ids
 * @param action the id of the entry that the action began with; equal to {@code id} there
 * @param at when it was written
 * @param stage whether the action begins or ends here, and how
 * @param name what is done, in lower-case words with dashes, such as {@code transfer}
 * @param actor who does it
 * @param database the name of the database concerned; empty where none is
 * @param sentence why it failed; empty unless it did
 * @param details what else is worth knowing, in the order given
 */
public record Entry(
        UUID id,
        UUID action,
        Instant at,
        Stage stage,
        String name,
        String actor,
        String database,
        String sentence,
        Map<String, String> details) {

    /** Where in an action's life an entry stands. */
    public enum Stage {
        /** The action is about to be done. */
        BEGUN,
        /** It was done. */
        DONE,
        /** It failed. */
        FAILED
    }

    /** Cleans the texts. */
    public Entry {
        actor = Masking.clean(actor);
        sentence = Masking.clean(sentence);
        details = cleaned(details);
    }

    /** The entry with which this action ends. */
    Entry ending(UUID id, Instant at, Stage stage, String sentence) {
        return new Entry(id, action, at, stage, name, actor, database, sentence, details);
    }

    /** A value that is cleaned otherwise beside its key than alone has a secret key, such as {@code password}. */
    private static Map<String, String> cleaned(Map<String, String> details) {
        Map<String, String> clean = new LinkedHashMap<>();
        details.forEach((key, value) -> {
            String alone = Masking.clean(value);
            boolean secretKey = !Masking.clean(key + "=" + value).equals(Masking.clean(key) + "=" + alone);
            clean.put(Masking.clean(key), secretKey ? Masking.MASK : alone);
        });
        return Collections.unmodifiableMap(clean);
    }
}

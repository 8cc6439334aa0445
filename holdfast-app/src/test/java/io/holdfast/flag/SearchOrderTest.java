package io.holdfast.flag;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.audit.AuditAction;
import io.holdfast.audit.AuditFilter;
import io.holdfast.config.Endpoint;
import io.holdfast.event.Recording;
import io.holdfast.flag.Keeping.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AUD-4: the audit table gives the actions of a node in the order in which its files give them. */
final class SearchOrderTest {
    private static final int ACTIONS = 1_500;

    @TempDir
    private Path folder;

    private static List<AuditAction> inTable(Keeping keeping, String node) {
        List<AuditAction> found = new ArrayList<>();
        keeping.table.search(AuditFilter.ALL, node, found::add);
        return found;
    }

    private static List<AuditAction> inFiles(Keeping keeping) {
        List<AuditAction> found = new ArrayList<>();
        keeping.trail().search(AuditFilter.ALL, found::add);
        return found;
    }

    private static Recording begun(Keeping keeping, String name) {
        return keeping.recorder.record(name, "ada", "app", Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void actionsThatOverlapStandAsTheyDoInTheFiles(Kind kind) {
        Endpoint place = kind.in(folder);
        try (Keeping here = Keeping.in(place, folder.resolve("here"));
                Keeping there = Keeping.in(place, folder.resolve("there"))) {
            Recording longest = begun(here, "longest");
            Recording other = begun(there, "other");
            begun(here, "open");
            Recording last = begun(here, "last");
            begun(here, "short").done();
            other.done();
            here.recorder.note("noted", "ada", "app", Map.of(), "");
            longest.failed("it took too long");
            last.done();
            here.replay();
            there.replay();

            List<AuditAction> all = inTable(here, "");

            assertThat(all)
                    .extracting(AuditAction::name)
                    .containsExactly("short", "other", "noted", "longest", "last", "open");
            assertThat(inTable(here, "")).as("the same each time").isEqualTo(all);
            assertThat(inTable(here, here.recorder.chain().toString())).isEqualTo(inFiles(here));
            assertThat(inTable(here, there.recorder.chain().toString())).isEqualTo(inFiles(there));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOrderGoesOnBeyondOnePage(Kind kind) {
        Endpoint place = kind.in(folder);
        try (Keeping keeping = Keeping.in(place, folder.resolve("home"))) {
            Recording first = begun(keeping, "first");
            for (int number = 0; number < ACTIONS; number++) {
                keeping.recorder.note("act", "ada", "app", Map.of("number", Integer.toString(number)), "");
            }
            first.done();
            keeping.replay();

            assertThat(inTable(keeping, "")).hasSize(ACTIONS + 1).isEqualTo(inFiles(keeping));
        }
    }
}

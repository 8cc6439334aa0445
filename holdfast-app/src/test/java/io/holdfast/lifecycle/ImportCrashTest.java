package io.holdfast.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Endpoint;
import io.holdfast.engine.document.Body;
import io.holdfast.engine.document.Draft;
import io.holdfast.engine.document.Envelope;
import io.holdfast.engine.document.Mark;
import io.holdfast.engine.document.State;
import io.holdfast.routing.Category;
import io.holdfast.routing.Role;
import io.holdfast.testkit.CrashRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DOC-11: wherever an import dies, the next one goes on, and every document is there, equal, once. */
@Tag("crash")
final class ImportCrashTest {
    private static final int ROWS = 2_500;
    private static final String CONTESTED = "internal_contested";
    private static final Body OTHER = Body.of(Map.of("user_id", CONTESTED, "user_type", "internal"));

    private final CrashRunner program = new CrashRunner(ImportProgram.class, Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void theNextOneGoesOnAndNothingIsLostOrDoubled(ImportStep step) throws Exception {
        EarlierRows earlier = new EarlierRows(step.ordinal(), ROWS);
        Path file = folder.resolve("old.db");
        Endpoint source = earlier.inFile(file);
        SqlScript.run(source, "insert into users (n, user_id, user_type) values (1000000, 'contested', 'internal')");
        leaveACopyBesideTheDocumentOfSomebodyElse();

        program.haltAt(step, folder.toString(), file.toString());
        String output = program.toTheEnd(folder.toString(), file.toString()).output();

        assertThat(output).contains("ended read " + (ROWS + 1) + ",").contains("differences 0");
        try (Deployment deployment = Deployment.inFiles(folder)) {
            var temp = deployment.store(Role.RASEEN_TEMP_USER, Category.USER);
            assertThat(temp.get(CONTESTED).orElseThrow().body()).contains(OTHER);
            temp.deleteIf(List.of(new Mark(CONTESTED, 1)));
            earlier.assertImported(deployment);
            assertRefusedOnce(deployment);
        }
    }

    private static void assertRefusedOnce(Deployment deployment) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(deployment.home())) {
            files = all.filter(each -> each.endsWith("refused.jsonl")).toList();
        }
        assertThat(files).hasSize(1);
        assertThat(Files.readAllLines(files.get(0)))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.contains("1000000"));
    }

    /** As an import leaves it that dies after somebody stored the same document, and before it looked again. */
    private void leaveACopyBesideTheDocumentOfSomebodyElse() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("n", 1_000_000);
        fields.put("user_id", CONTESTED);
        fields.put("user_type", "internal");
        fields.put("created_at", null);
        fields.put("id", null);
        fields.put("data", null);
        Envelope copy = new Envelope(
                CONTESTED,
                1,
                State.LIVE,
                Optional.empty(),
                List.of(),
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(Body.of(fields)));
        try (Deployment deployment = Deployment.inFiles(folder)) {
            for (Role role : List.of(Role.RASEEN_TEMP_USER, Role.RASEEN_MAIN_USER, Role.SRIE_MAIN_USER)) {
                deployment.store(role, Category.USER).ensure();
            }
            deployment.store(Role.RASEEN_TEMP_USER, Category.USER).insertIfAbsent(Draft.live(CONTESTED, OTHER));
            deployment.store(Role.RASEEN_MAIN_USER, Category.USER).putIfNewer(List.of(copy));
            deployment.store(Role.SRIE_MAIN_USER, Category.USER).putIfNewer(List.of(copy));
        }
    }
}

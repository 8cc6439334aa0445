package io.holdfast.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.Endpoint;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** DOC-3, ERR-3; U1, U2: the databases with a role in MongoDB. */
@Tag("docgw")
final class MongodbRoutedStoresTest extends RoutedStoresContract {
    @TempDir
    private Path folder;

    @Override
    SevenDatabases open() {
        String address = System.getenv("HOLDFAST_TEST_MONGODB_URI");
        assertThat(address).as("HOLDFAST_TEST_MONGODB_URI").isNotBlank();
        DatabaseUrl url = DatabaseUrl.parse(address).url();
        String mine = UUID.randomUUID().toString().substring(0, 8);
        var seven = new SevenDatabases(folder);
        for (Role role : Role.values()) {
            String name = "%s_%s".formatted(role.database(), mine);
            seven.with(
                    role,
                    Endpoint.at(
                            "any",
                            new DatabaseUrl("mongodb", false, url.host(), url.port(), name, url.parameters())
                                    .toString()));
        }
        return seven;
    }
}

package io.holdfast.transfer.plan;

import io.holdfast.engine.SchemaModel;
import io.holdfast.transfer.profile.TableProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One text that stands for all that a database holds. */
final class Contents {
    private Contents() {}

    static String of(SchemaModel model, List<TableProfile> profiles) {
        StringBuilder all = new StringBuilder();
        for (TableProfile profile : profiles) {
            all.append('\n').append(profile.table().name()).append(' ');
            all.append(profile.rows()).append(' ').append(profile.content());
            profile.table()
                    .columns()
                    .forEach(column ->
                            all.append('\n').append(column.name()).append(' ').append(column.declared()));
        }
        model.others().forEach(other -> all.append('\n').append(other.declaration()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

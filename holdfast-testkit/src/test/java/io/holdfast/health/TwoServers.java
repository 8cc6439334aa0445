package io.holdfast.health;

import io.holdfast.Declared;
import io.holdfast.ScriptedEngine;
import io.holdfast.config.DatabaseConfig;
import io.holdfast.config.DatabaseUrl;
import io.holdfast.config.StandbyConfig;
import io.holdfast.database.Database;
import io.holdfast.event.Events;
import io.holdfast.resilience.Time;
import java.util.Optional;

/** A database called app with a standby; as the scripted engine knows no roles, both of its servers take writes. */
final class TwoServers {
    private TwoServers() {}

    static Database open(Events events) {
        DatabaseConfig one = Declared.required("app");
        var standby = new StandbyConfig(
                DatabaseUrl.parse("sqlite:standby.db").url(), Optional.empty(), StandbyConfig.Mode.READ_ONLY);
        var two = new DatabaseConfig(
                one.name(),
                one.url(),
                one.credentials(),
                Optional.of(standby),
                one.whileDown(),
                one.required(),
                one.await(),
                one.pool(),
                one.timeouts(),
                one.probe(),
                one.retry(),
                one.tls(),
                one.migrations());
        return Database.open(two, new ScriptedEngine(), Time.real(), events);
    }
}

package io.holdfast.app.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this program, as its jar declares it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"holdfast " + (version == null ? "development build" : version)};
    }
}

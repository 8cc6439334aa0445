package io.holdfast.postgresql.outage;

import io.holdfast.config.Endpoint;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application in a process of its own, seen from outside: it can be told what to do, stopped, and let go on. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private Child(Process process) throws IOException {
        this.process = process;
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String first = answers.readLine();
        if (!"ready".equals(first)) {
            throw new IOException("the child said " + first);
        }
    }

    /** Starts it: {@code options} are for Java, {@code settings} for the database. */
    static Child of(List<String> options, Endpoint endpoint, String address, String... settings) throws IOException {
        Endpoint.Credentials credentials = endpoint.credentials().orElseThrow();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), ChildApp.class.getName()));
        command.addAll(
                List.of(address, credentials.user(), credentials.password().reveal()));
        command.addAll(List.of(settings));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void tell(String command) throws IOException {
        commands.write(command);
        commands.newLine();
        commands.flush();
    }

    String ask(String command) throws IOException {
        tell(command);
        return answers.readLine();
    }

    /** Sends it a signal. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package io.streamspace.server;

import ch.qos.logback.classic.Level;
import io.dropwizard.logging.common.BootstrapLogging;
import io.streamspace.agent.AgentException;
import io.streamspace.server.agent.AgentCommand;
import io.streamspace.server.agent.DriverChoiceException;
import io.streamspace.server.config.ConfigurationProblem;
import io.streamspace.server.quickstart.QuickstartCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program: {@code streamspace quickstart | server | agent | version | help}. */
@Command(
        name = "streamspace",
        description = "Desktops that run elsewhere, in a browser tab.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            QuickstartCommand.class,
            ServerCommand.class,
            AgentCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
public final class StreamSpace {
    private static final int USAGE = 2;

    private StreamSpace() {}

    /** Runs a command and ends the process with its result. */
    public static void main(String... arguments) {
        // Until a server's configuration says otherwise, only what goes wrong is for the terminal.
        BootstrapLogging.bootstrap(Level.WARN);
        int result = commandLine().execute(arguments.length == 0 ? new String[] {"help"} : arguments);
        // Commands return once all that they started has ended; a thread of a library must not keep the process.
        System.exit(result);
    }

    static CommandLine commandLine() {
        return new CommandLine(new StreamSpace()).setExecutionExceptionHandler((error, command, result) -> {
            command.getErr().println(sentence(error));
            return USAGE;
        });
    }

    /** What a person can act on is shown as a sentence, anything else with its trace, since it is a fault of ours. */
    private static String sentence(Exception error) {
        if (error instanceof AgentException
                || error instanceof DriverChoiceException
                || error instanceof ConfigurationProblem) {
            return String.valueOf(error.getMessage());
        }
        var trace = new java.io.StringWriter();
        error.printStackTrace(new java.io.PrintWriter(trace));
        return trace.toString();
    }
}

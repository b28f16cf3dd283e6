package io.streamspace.benchmarks.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What JVMs hold once garbage is collected. */
public final class JavaMemory {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final int BYTES_PER_KIB = 1024;

    private JavaMemory() {}

    /**
     * Bytes in use on the heaps after a collection, and bytes in memory besides; meaningful as a difference, for JVMs whose heap has a fixed size
     * and is in memory from the start.
     */
    public static long live(Relay relay) throws IOException, InterruptedException {
        long sum = 0;
        for (ProcessHandle process : relay.processes()) {
            jcmd(process, "GC.run");
            Matcher used = USED.matcher(jcmd(process, "GC.heap_info"));
            if (!used.find()) {
                throw new IOException("the JVM does not say how much of its heap is in use");
            }
            sum += Long.parseLong(used.group(1)) * BYTES_PER_KIB;
        }
        return sum + relay.residentBytes().orElse(0);
    }

    private static String jcmd(ProcessHandle process, String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process jcmd = new ProcessBuilder(program, String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + command + ": " + said);
        }
        return said;
    }
}

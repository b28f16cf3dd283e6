package io.streamspace.examples.process;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Where things are below the agent's data directory: {@code sessions/ID} for what a session owns and
 * {@code homes/USER} for the homes that outlive sessions. Nobody but the agent's own account may look inside.
 */
record Folders(Path root) {
    private static final int LONGEST_NAME = 150;

    SessionFolder session(String sessionId) {
        return new SessionFolder(root.resolve("sessions").resolve(name(sessionId)));
    }

    List<SessionFolder> sessions() throws IOException {
        Path parent = root.resolve("sessions");
        List<SessionFolder> folders = new ArrayList<>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
                children.forEach(child -> folders.add(new SessionFolder(child)));
            }
        }
        return folders;
    }

    Path persistentHome(String user) {
        return root.resolve("homes").resolve(name(user));
    }

    static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** A name from outside as one path element: never a way out of the folder, never two names as one. */
    private static String name(String given) {
        String encoded = URLEncoder.encode(given, StandardCharsets.UTF_8);
        if (encoded.length() > LONGEST_NAME) {
            UUID rest = UUID.nameUUIDFromBytes(given.getBytes(StandardCharsets.UTF_8));
            return "+" + encoded.substring(0, LONGEST_NAME) + "+" + rest;
        }
        return encoded.startsWith(".") ? "+" + encoded : encoded;
    }
}

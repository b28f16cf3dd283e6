package io.streamspace.hub.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A test class with a database of its own and, for each test, a world on empty tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HubTest {
    protected TestDatabase database;
    protected World world;

    @BeforeAll
    void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void openWorld() {
        world = new World(database);
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }
}

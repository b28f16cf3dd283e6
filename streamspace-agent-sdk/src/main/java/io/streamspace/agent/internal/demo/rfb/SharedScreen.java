package io.streamspace.agent.internal.demo.rfb;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One picture and its viewers. A single lock guards the picture and every {@link ViewerFeed}; whoever changes anything
 * does so in {@link #act}, which hands the damage to all viewers before the lock is let go. Nothing blocks under it.
 */
public final class SharedScreen {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<ViewerFeed> feeds = new LinkedHashSet<>();
    private final Picture picture;

    public SharedScreen(Picture picture) {
        this.picture = picture;
    }

    /** Changes the picture; the viewers' threads wake up. */
    public void act(Consumer<Picture> change) {
        locked(() -> change.accept(picture));
    }

    ViewerFeed join() {
        lock.lock();
        try {
            ViewerFeed feed = new ViewerFeed(this, picture);
            feeds.add(feed);
            act(shown -> shown.viewers(feeds.size()));
            return feed;
        } finally {
            lock.unlock();
        }
    }

    void leave(ViewerFeed feed) {
        locked(() -> {
            if (feeds.remove(feed)) {
                picture.viewers(feeds.size());
            }
        });
    }

    void resize(ViewerFeed by, int width, int height) {
        locked(() -> {
            boolean done = picture.resize(width, height);
            if (!done) {
                by.sizeIs(SizeNews.BY_THIS_VIEWER, SizeNews.INVALID_LAYOUT);
                return;
            }
            for (ViewerFeed feed : feeds) {
                feed.sizeIs(feed == by ? SizeNews.BY_THIS_VIEWER : SizeNews.BY_ANOTHER_VIEWER, SizeNews.DONE);
            }
        });
    }

    void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            publish();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the feed has something to send. */
    Outgoing next(ViewerFeed feed) throws InterruptedException {
        lock.lock();
        try {
            for (; ; ) {
                Outgoing outgoing = feed.poll();
                if (outgoing != null) {
                    return outgoing;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void publish() {
        List<Rect> damage = picture.takeDamage();
        picture.takeCutText().ifPresent(text -> feeds.forEach(feed -> feed.copied(text)));
        if (!damage.isEmpty()) {
            feeds.forEach(feed -> feed.damaged(damage));
        }
    }
}

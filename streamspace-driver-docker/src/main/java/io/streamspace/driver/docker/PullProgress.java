package io.streamspace.driver.docker;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ProgressDetail;
import io.streamspace.agent.spi.DriverException;
import io.streamspace.agent.spi.Progress;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what the engine tells of an image's layers. Downloading is the larger part of the way and unpacking the rest. The engine tells of a layer's
 * size only once it has begun, so what is known to come is counted by layers, and what is on its way by bytes. Called by the client's own thread.
 */
final class PullProgress extends ResultCallbackTemplate<PullProgress, PullResponseItem> {
    private static final Logger LOG = LoggerFactory.getLogger(PullProgress.class);
    private static final double DOWNLOAD = 0.7;
    private static final double STEP = 0.01;

    private final String image;
    private final Progress progress;
    private final Map<String, Double> layers = new HashMap<>();
    private double told = -STEP;
    private volatile @Nullable String error;
    private volatile @Nullable Throwable failure;

    PullProgress(String image, Progress progress) {
        this.image = image;
        this.progress = progress;
    }

    @Override
    public void onNext(PullResponseItem item) {
        if (item.getErrorDetail() != null) {
            error = String.valueOf(item.getErrorDetail().getMessage());
        } else if (item.getId() != null && item.getStatus() != null && layer(item.getId(), item)) {
            tell();
        }
    }

    /** False for what is no news of a layer. */
    private boolean layer(String id, PullResponseItem item) {
        Double done = switch (item.getStatus()) {
            case "Pulling fs layer", "Waiting" -> Double.valueOf(0);
            case "Downloading" -> DOWNLOAD * share(item.getProgressDetail());
            case "Verifying Checksum", "Download complete" -> DOWNLOAD;
            case "Extracting" -> DOWNLOAD + (1 - DOWNLOAD) * share(item.getProgressDetail());
            case "Pull complete", "Already exists" -> Double.valueOf(1);
            default -> null;
        };
        if (done != null) {
            layers.merge(id, done, Math::max);
        }
        return done != null;
    }

    private void tell() {
        double done = layers.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        if (done >= told + STEP) {
            told = done;
            long complete = layers.values().stream().filter(part -> part >= 1).count();
            progress.report(
                    "pulling_image",
                    "Pulling the image " + image + ": " + complete + " of " + layers.size() + " layers",
                    done);
        }
    }

    private static double share(@Nullable ProgressDetail detail) {
        if (detail == null || detail.getCurrent() == null || detail.getTotal() == null || detail.getTotal() <= 0) {
            return 0;
        }
        return Math.min(1, (double) detail.getCurrent() / detail.getTotal());
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        super.onComplete();
    }

    /** Throws what went wrong, if anything did. */
    void check(String host) throws DriverException {
        if (error != null) {
            throw Failures.ofPull(image, error, null);
        }
        if (failure instanceof RuntimeException cause && Failures.isConnection(cause)) {
            throw Failures.of(cause, host);
        }
        if (failure != null) {
            throw Failures.ofPull(image, Failures.said(failure), failure);
        }
    }

    void end() {
        try {
            close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("image", image).log("The connection of a pull did not close");
        }
    }
}

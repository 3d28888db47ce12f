# One image for web, worker, beat and migrate. It holds no secret and keeps no state.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/app/static
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY config config
COPY languages languages
COPY people people
COPY procedures procedures
COPY clinics clinics
COPY scheduling scheduling
COPY intake intake
COPY notifications notifications
COPY web web
# Without DATABASE_URL the settings load without secrets.
RUN python manage.py collectstatic --noinput --verbosity 0
USER nobody
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "config/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]

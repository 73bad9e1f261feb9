"""A program that reads."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client

BASE = "/api/v1/"


@dataclass(frozen=True)
class Program:
    key: str

    def get(self, resource: str, **headers) -> HttpResponse:
        its = {"Authorization": f"Bearer {self.key}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        return Client().get(BASE + resource, headers=its)

    def read(self, resource: str):
        response = self.get(resource)
        assert response.status_code == 200, response.content
        return response.json()

    def all(self, resource: str) -> list[dict]:
        """Page by page to the end."""
        items, address = [], resource
        while address:
            page = self.read(address)
            items += page["items"]
            address = page["next"].partition(BASE)[2] if page["next"] else ""
        return items

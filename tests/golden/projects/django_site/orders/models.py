from django.db import models


class Order(models.Model):
    number = models.PositiveIntegerField(unique=True)
    customer_email = models.EmailField()
    placed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-placed_at"]

    def __str__(self) -> str:
        return f"Order {self.number}"
